//! Durations as options write them: `30s`, `1500ms`, `2m`.

/// Milliseconds, or the text that was probably meant.
pub(super) fn milliseconds(text: &str) -> Result<u64, String> {
    let number_length = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(number_length);
    let scale = match unit {
        "ms" => Some(1),
        "s" => Some(1_000),
        "m" => Some(60_000),
        _ => None,
    };
    let product = number
        .parse::<u64>()
        .ok()
        .zip(scale)
        .and_then(|(number, scale)| number.checked_mul(scale));
    match product {
        Some(milliseconds) if milliseconds > 0 => Ok(milliseconds),
        _ => Err(meant(text)),
    }
}

fn meant(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let number_length =
        text.find(|character: char| !character.is_ascii_digit() && character != '.');
    let (number, unit) = text.split_at(number_length.unwrap_or(text.len()));
    let scale = match unit.trim() {
        "ms" | "msec" | "millis" | "milliseconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60_000.0,
        "h" | "hr" | "hour" | "hours" => 3_600_000.0,
        _ => 1_000.0,
    };
    match number.parse::<f64>() {
        // A day and more is no timeout that anyone meant.
        Ok(number) if (0.001..86_400_000.0).contains(&(number * scale)) => shortest(number * scale),
        _ => String::from("30s"),
    }
}

fn shortest(milliseconds: f64) -> String {
    for (unit, scale) in [("m", 60_000.0), ("s", 1_000.0)] {
        if milliseconds % scale == 0.0 {
            return format!("{}{unit}", milliseconds / scale);
        }
    }
    format!("{}ms", milliseconds.ceil())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_units() {
        assert_eq!(milliseconds("30s"), Ok(30_000));
        assert_eq!(milliseconds("1500ms"), Ok(1_500));
        assert_eq!(milliseconds("2m"), Ok(120_000));
    }

    #[test]
    fn what_was_meant_is_itself_a_duration() {
        for (text, suggestion) in [
            ("30", "30s"),
            ("1.5s", "1500ms"),
            ("30 s", "30s"),
            ("1h", "60m"),
            ("90 seconds", "90s"),
            ("0s", "30s"),
            ("", "30s"),
            ("fast", "30s"),
            ("99999999999999999999s", "30s"),
            ("2min", "2m"),
            ("0.0004s", "1ms"),
        ] {
            assert_eq!(milliseconds(text), Err(suggestion.to_owned()), "{text}");
            assert!(milliseconds(suggestion).is_ok());
        }
    }
}
