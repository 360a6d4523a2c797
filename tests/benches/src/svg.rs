//! Plots as SVG.

use std::fmt::Write;

const WIDTH: f64 = 800.0;
const MARGIN: f64 = 16.0;
const LINE: f64 = 20.0;
const COLOURS: [&str; 6] = [
    "#0b6e99", "#4c9f70", "#8a6fb0", "#c8553d", "#d99a2b", "#6b7280",
];

/// Bars below each other, in groups with a title.
#[must_use]
pub fn bars(title: &str, groups: &[(&str, Vec<(&str, f64)>)]) -> String {
    const LABELS: f64 = 250.0;
    let values = groups.iter().flat_map(|(_, bars)| bars);
    let most = values
        .map(|(_, value)| *value)
        .fold(f64::MIN_POSITIVE, f64::max);
    let room = WIDTH - LABELS - 90.0;
    let (mut body, mut y) = (String::new(), 2.5 * LINE);
    for (group, bars) in groups {
        y += 0.5 * LINE;
        text(
            &mut body,
            [MARGIN, y + 14.0],
            "start",
            "font-weight=\"600\"",
            group,
        );
        y += LINE;
        for (colour, (label, value)) in COLOURS.iter().cycle().zip(bars) {
            let width = value / most * room;
            text(&mut body, [LABELS - 8.0, y + 14.0], "end", "", label);
            let _ = writeln!(
                body,
                "<rect x=\"{LABELS}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{colour}\"/>",
                y + 2.0,
                LINE - 4.0
            );
            text(
                &mut body,
                [LABELS + width + 6.0, y + 14.0],
                "start",
                "",
                &short(*value),
            );
            y += LINE;
        }
    }
    document(title, &body, y + MARGIN)
}

/// One line through the points of each series, on axes that begin at zero.
#[must_use]
pub fn lines(title: &str, axis: &str, series: &[(&str, Vec<(f64, f64)>)]) -> String {
    const LEFT: f64 = 60.0;
    const TOP: f64 = 60.0;
    const RIGHT: f64 = 770.0;
    const BOTTOM: f64 = 380.0;
    let points = || series.iter().flat_map(|(_, points)| points);
    let widest = points().map(|point| point.0).fold(1.0, f64::max);
    let highest = points()
        .map(|point| point.1)
        .fold(f64::MIN_POSITIVE, f64::max);
    let x = |value: f64| LEFT + value / widest * (RIGHT - LEFT);
    let y = |value: f64| BOTTOM - value / highest * (BOTTOM - TOP);
    let mut body = String::new();
    for quarter in 0..=4 {
        let part = f64::from(quarter) / 4.0;
        let (right, up) = (x(part * widest), y(part * highest));
        let _ = writeln!(
            body,
            "<path d=\"M{LEFT} {up:.1}H{RIGHT}\" stroke=\"#d1d5db\" fill=\"none\"/>"
        );
        text(
            &mut body,
            [LEFT - 8.0, up + 4.0],
            "end",
            "",
            &short(part * highest),
        );
        text(
            &mut body,
            [right, BOTTOM + LINE],
            "middle",
            "",
            &short(part * widest),
        );
    }
    text(
        &mut body,
        [(LEFT + RIGHT) / 2.0, BOTTOM + 2.0 * LINE],
        "middle",
        "",
        axis,
    );
    for (number, (name, points)) in series.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        let path: Vec<String> = points
            .iter()
            .map(|point| format!("{:.1},{:.1}", x(point.0), y(point.1)))
            .collect();
        let _ = writeln!(
            body,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"/>",
            path.join(" ")
        );
        let legend = TOP + 14.0 + number as f64 * LINE;
        let colour = format!("style=\"fill:{colour}\" font-weight=\"600\"");
        text(&mut body, [LEFT + 12.0, legend], "start", &colour, name);
    }
    document(title, &body, BOTTOM + 2.0 * LINE + MARGIN)
}

fn text(out: &mut String, [x, y]: [f64; 2], anchor: &str, more: &str, content: &str) {
    let content = escaped(content);
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" {more}>{content}</text>"
    );
}

fn document(title: &str, body: &str, height: f64) -> String {
    let mut heading = String::new();
    text(
        &mut heading,
        [MARGIN, 28.0],
        "start",
        "font-size=\"16\"",
        title,
    );
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height:.0}\" \
         font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#111827\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{heading}{body}</svg>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('`', "")
}

/// Three digits, and no more decimals than that.
fn short(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        _ if value == 0.0 => "0".to_owned(),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{bars, lines};

    #[test]
    fn the_longest_bar_fills_the_room_and_the_others_are_in_proportion() {
        let plot = bars(
            "Cost",
            &[("DELETE", vec![("ours", 23.0), ("<theirs>", 46.0)])],
        );
        assert!(plot.contains("width=\"460.0\"") && plot.contains("width=\"230.0\""));
        assert!(plot.contains("&lt;theirs>"));
    }

    #[test]
    fn a_line_goes_from_the_origin_to_the_corner() {
        let plot = lines(
            "Time",
            "endpoints",
            &[("ours", vec![(0.0, 0.0), (3000.0, 12.0)])],
        );
        assert!(plot.contains("points=\"60.0,380.0 770.0,60.0\""));
    }
}
