//! The tree of a template; printing it gives back the text.

use std::fmt;
use std::ops::Range;

use super::characters::on_the_wire;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) segments: Vec<Segment>,
    pub(crate) query: Vec<Pair>,
}

/// What stands between two slashes. The last one is empty where the path ends in a slash.
pub(crate) type Segment = Vec<Piece>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Literal(String),
    /// `<name>`, or `<name..>` where `rest` is set.
    Parameter(Parameter),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pair {
    /// `expand[]=data`
    Fixed {
        name: String,
        value: String,
        range: Range<usize>,
    },
    /// `starting_after=<cursor>`
    Renamed {
        name: String,
        parameter: Parameter,
        range: Range<usize>,
    },
    /// `<limit>`, or `<filter..>` where `rest` is set.
    Own(Parameter),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// Without `r#`.
    pub(crate) name: String,
    /// `<name..>`: the rest of a path, or a flattened struct in a query.
    pub(crate) rest: bool,
    /// Read out of something that is not written as a parameter is; a problem tells of it.
    pub(crate) guessed: bool,
    pub(crate) range: Range<usize>,
}

impl Template {
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        let in_path = self.segments.iter().flatten().filter_map(Piece::parameter);
        in_path.chain(self.query.iter().filter_map(Pair::parameter))
    }

    pub(crate) fn parameters_mut(&mut self) -> impl Iterator<Item = &mut Parameter> {
        let in_path = self
            .segments
            .iter_mut()
            .flatten()
            .filter_map(Piece::parameter_mut);
        in_path.chain(self.query.iter_mut().filter_map(Pair::parameter_mut))
    }

    /// The path with its parameters in braces, as logs and traces name it.
    pub(crate) fn label(&self) -> String {
        let mut label = String::new();
        for segment in &self.segments {
            label.push('/');
            for piece in segment {
                match piece {
                    Piece::Literal(text) => label.push_str(text),
                    Piece::Parameter(parameter) => {
                        label.push('{');
                        label.push_str(&parameter.name);
                        label.push('}');
                    }
                }
            }
        }
        label
    }
}

impl Piece {
    pub(crate) fn parameter(&self) -> Option<&Parameter> {
        match self {
            Self::Parameter(parameter) => Some(parameter),
            Self::Literal(_) => None,
        }
    }

    fn parameter_mut(&mut self) -> Option<&mut Parameter> {
        match self {
            Self::Parameter(parameter) => Some(parameter),
            Self::Literal(_) => None,
        }
    }
}

impl Pair {
    pub(crate) fn parameter(&self) -> Option<&Parameter> {
        match self {
            Self::Renamed { parameter, .. } | Self::Own(parameter) => Some(parameter),
            Self::Fixed { .. } => None,
        }
    }

    fn parameter_mut(&mut self) -> Option<&mut Parameter> {
        match self {
            Self::Renamed { parameter, .. } | Self::Own(parameter) => Some(parameter),
            Self::Fixed { .. } => None,
        }
    }

    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Self::Fixed { range, .. } | Self::Renamed { range, .. } => range.clone(),
            Self::Own(parameter) => parameter.range.clone(),
        }
    }

    /// The name on the wire, escaped as it must be; a flattened struct brings its own.
    pub(crate) fn wire_name(&self) -> Option<String> {
        match self {
            Self::Fixed { name, .. } | Self::Renamed { name, .. } => Some(name.clone()),
            Self::Own(parameter) if parameter.rest => None,
            Self::Own(parameter) => Some(on_the_wire(&parameter.name)),
        }
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.segments {
            f.write_str("/")?;
            for piece in segment {
                write!(f, "{piece}")?;
            }
        }
        for (index, pair) in self.query.iter().enumerate() {
            f.write_str(if index == 0 { "?" } else { "&" })?;
            write!(f, "{pair}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => f.write_str(text),
            Self::Parameter(parameter) => write!(f, "{parameter}"),
        }
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed { name, value, .. } => write!(f, "{name}={value}"),
            Self::Renamed {
                name, parameter, ..
            } => write!(f, "{name}={parameter}"),
            Self::Own(parameter) => write!(f, "{parameter}"),
        }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}{}>", self.name, if self.rest { ".." } else { "" })
    }
}
