//! Values under a key: scalars become a pair, maps and arrays extend the key.

use std::fmt::{self, Display, Write};

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::{Arrays, Pairs, key};
use crate::encode::{EncodeError, percent};

/// Where a value stands, which decides what it may be.
#[derive(Clone, Copy)]
enum Place {
    /// Under a name, or outermost, where it must bring names itself.
    Value,
    /// In the outermost array, whose elements are pairs.
    Entry,
    /// In an array whose elements cannot be told apart by name, so that only scalars may stand there.
    Repeated,
    /// The same, in a style that joins the elements after the first with commas.
    Joined { first: bool },
}

pub(super) struct ValueSerializer<'p, 'a> {
    pairs: &'p mut Pairs<'a>,
    place: Place,
    /// The struct's field that it is the value of, as long as that is no part of the key. Few fields
    /// have values that need the key.
    field: Option<&'static str>,
}

impl<'p, 'a> ValueSerializer<'p, 'a> {
    pub(super) fn new(pairs: &'p mut Pairs<'a>) -> Self {
        Self {
            pairs,
            place: Place::Value,
            field: None,
        }
    }

    /// Makes the field part of the key.
    fn enter(&mut self) -> Result<(), EncodeError> {
        match self.field.take() {
            Some(field) => self.pairs.enter(field),
            None => Ok(()),
        }
    }

    /// Begins the value's pair, or goes on with the pair of the element before it.
    fn out(self) -> Result<&'p mut String, EncodeError> {
        match (self.place, self.field) {
            (Place::Joined { first: false }, _) => self.pairs.out.push(','),
            (_, Some(field)) => self.pairs.begin_field(field)?,
            _ if self.pairs.key.is_empty() => {
                return Err(EncodeError::new(
                    "has a value without a name: give a struct, a map or a list of pairs",
                ));
            }
            _ => self.pairs.begin(),
        }
        Ok(self.pairs.out)
    }

    fn scalar(self, text: &str) -> Result<(), EncodeError> {
        percent::push(self.out()?, text);
        Ok(())
    }

    /// A number: nothing in it needs to be escaped.
    fn float(mut self, finite: bool, value: fmt::Arguments<'_>) -> Result<(), EncodeError> {
        if !finite {
            self.enter()?;
            return Err(self.pairs.refuse("is not a finite number"));
        }
        self.out()?
            .write_fmt(value)
            .map_err(|_| EncodeError::new("has a number that cannot be written"))
    }

    fn refuse_nesting(&self) -> Result<(), EncodeError> {
        match self.place {
            Place::Repeated | Place::Joined { .. } => Err(self.pairs.refuse(
                "is an array of arrays or maps: only `Arrays::Indexed` and `Arrays::Brackets` can write it",
            )),
            Place::Value | Place::Entry => Ok(()),
        }
    }

    fn array(mut self) -> Result<Array<'p, 'a>, EncodeError> {
        self.enter()?;
        self.refuse_nesting()?;
        let elements = match self.place {
            Place::Entry => Elements::Pair {
                outer: None,
                complete: false,
            },
            _ if self.pairs.key.is_empty() => Elements::Entries,
            _ => Elements::Values { written: 0 },
        };
        Ok(Array {
            pairs: self.pairs,
            elements,
        })
    }

    fn map(mut self) -> Result<Map<'p, 'a>, EncodeError> {
        self.enter()?;
        self.refuse_nesting()?;
        Ok(Map {
            pairs: self.pairs,
            outer: None,
        })
    }

    /// Externally tagged enums: the variant's name is one more key. Whoever set the key resets it.
    fn under(mut self, variant: &str) -> Result<Self, EncodeError> {
        self.enter()?;
        self.refuse_nesting()?;
        self.pairs.enter(variant)?;
        Ok(Self::new(self.pairs))
    }
}

/// An array being written.
pub(super) struct Array<'p, 'a> {
    pairs: &'p mut Pairs<'a>,
    elements: Elements,
}

enum Elements {
    /// Elements of the outermost array: pairs.
    Entries,
    /// Name and value of one such pair; the name is part of the key from its element on.
    Pair {
        outer: Option<usize>,
        complete: bool,
    },
    /// Elements under a name; those left out do not count.
    Values { written: usize },
}

impl Array<'_, '_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        match &mut self.elements {
            Elements::Entries => {
                let outer = self.pairs.key.len();
                value.serialize(ValueSerializer {
                    place: Place::Entry,
                    ..ValueSerializer::new(self.pairs)
                })?;
                self.pairs.key.truncate(outer);
                Ok(())
            }
            Elements::Pair { complete: true, .. } => Err(not_a_pair()),
            Elements::Pair {
                outer: Some(outer),
                complete,
            } => {
                *complete = true;
                self.pairs.under_key(*outer, value)
            }
            Elements::Pair { outer, .. } => {
                *outer = Some(self.pairs.key.len());
                self.pairs.extend_key(|out| key::encode(value, out))
            }
            Elements::Values { written } => {
                let length = self.pairs.out.len();
                write_element(self.pairs, *written, value)?;
                *written += usize::from(self.pairs.out.len() > length);
                Ok(())
            }
        }
    }

    fn finish(self) -> Result<(), EncodeError> {
        match self.elements {
            Elements::Pair {
                complete: false, ..
            } => Err(not_a_pair()),
            _ => Ok(()),
        }
    }
}

fn not_a_pair() -> EncodeError {
    EncodeError::new("has a list element that is no pair of a name and a value")
}

fn write_element<T: Serialize + ?Sized>(
    pairs: &mut Pairs<'_>,
    written: usize,
    value: &T,
) -> Result<(), EncodeError> {
    let place = match pairs.arrays {
        Arrays::Indexed => {
            return pairs.nested(itoa::Buffer::new().format(written), value);
        }
        Arrays::Brackets => {
            return pairs.nested("", value);
        }
        Arrays::Repeat => Place::Repeated,
        Arrays::Comma => Place::Joined {
            first: written == 0,
        },
    };
    value.serialize(ValueSerializer {
        place,
        ..ValueSerializer::new(pairs)
    })
}

/// A map or struct being written.
pub(super) struct Map<'p, 'a> {
    pairs: &'p mut Pairs<'a>,
    /// Length of the key before the last entry's own, until that entry's value is written.
    outer: Option<usize>,
}

macro_rules! array {
    ($($trait:ident::$method:ident,)*) => {
        $(impl $trait for Array<'_, '_> {
            type Ok = ();
            type Error = EncodeError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
                self.element(value)
            }

            fn end(self) -> Result<(), EncodeError> {
                self.finish()
            }
        })*
    };
}

array! {
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field,
}

impl SerializeMap for Map<'_, '_> {
    type Ok = ();
    type Error = EncodeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), EncodeError> {
        let outer = self.outer.unwrap_or(self.pairs.key.len());
        self.pairs.key.truncate(outer);
        self.outer = Some(outer);
        self.pairs.extend_key(|out| key::encode(key, out))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        let outer = self
            .outer
            .take()
            .ok_or_else(|| self.pairs.refuse("serializes a value before its key"))?;
        self.pairs.under_key(outer, value)
    }

    fn end(self) -> Result<(), EncodeError> {
        Ok(())
    }
}

macro_rules! fields {
    ($($trait:ident,)*) => {
        $(impl $trait for Map<'_, '_> {
            type Ok = ();
            type Error = EncodeError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), EncodeError> {
                let outer = self.pairs.key.len();
                value.serialize(ValueSerializer {
                    field: Some(name),
                    ..ValueSerializer::new(self.pairs)
                })?;
                self.pairs.key.truncate(outer);
                Ok(())
            }

            fn end(self) -> Result<(), EncodeError> {
                Ok(())
            }
        })*
    };
}

fields! {
    SerializeStruct,
    SerializeStructVariant,
}

macro_rules! integers {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method(self, value: $type) -> Result<(), EncodeError> {
            self.out()?.push_str(itoa::Buffer::new().format(value));
            Ok(())
        })*
    };
}

impl<'p, 'a> Serializer for ValueSerializer<'p, 'a> {
    type Ok = ();
    type Error = EncodeError;
    type SerializeSeq = Array<'p, 'a>;
    type SerializeTuple = Array<'p, 'a>;
    type SerializeTupleStruct = Array<'p, 'a>;
    type SerializeTupleVariant = Array<'p, 'a>;
    type SerializeMap = Map<'p, 'a>;
    type SerializeStruct = Map<'p, 'a>;
    type SerializeStructVariant = Map<'p, 'a>;

    integers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
    }

    fn serialize_char(self, value: char) -> Result<(), EncodeError> {
        self.scalar(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_bool(self, value: bool) -> Result<(), EncodeError> {
        self.scalar(if value { "true" } else { "false" })
    }

    fn serialize_f32(self, value: f32) -> Result<(), EncodeError> {
        self.float(value.is_finite(), format_args!("{value}"))
    }

    fn serialize_f64(self, value: f64) -> Result<(), EncodeError> {
        self.float(value.is_finite(), format_args!("{value}"))
    }

    fn serialize_str(self, value: &str) -> Result<(), EncodeError> {
        self.scalar(value)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), EncodeError> {
        self.scalar(&value.to_string())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), EncodeError> {
        percent::push_bytes(self.out()?, value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), EncodeError> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), EncodeError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), EncodeError> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), EncodeError> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), EncodeError> {
        self.scalar(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        let inner = self.under(variant)?;
        value.serialize(ValueSerializer::new(inner.pairs))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Array<'p, 'a>, EncodeError> {
        self.array()
    }

    fn serialize_tuple(self, _: usize) -> Result<Array<'p, 'a>, EncodeError> {
        self.array()
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Array<'p, 'a>, EncodeError> {
        self.array()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Array<'p, 'a>, EncodeError> {
        self.under(variant)?.array()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Map<'p, 'a>, EncodeError> {
        self.map()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Map<'p, 'a>, EncodeError> {
        self.map()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Map<'p, 'a>, EncodeError> {
        self.under(variant)?.map()
    }
}
