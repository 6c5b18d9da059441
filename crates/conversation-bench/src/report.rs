//! Prints the figures as tables for people, or as JSON for programs.

use serde_json::{Value, json};

use crate::{
    claims::Claim,
    invalid::Rejection,
    lines::Throughput,
    measure::{Reading, geometric_mean},
    payloads::Size,
};

/// Prints everything as Markdown.
pub(crate) fn print(
    readings: &[Reading],
    rejections: &[Rejection],
    lines: &Throughput,
    claims: &[Claim],
) {
    for size in Size::ALL {
        let readings: Vec<_> = readings
            .iter()
            .filter(|reading| reading.size == size)
            .collect();
        print_size(size, &readings);
    }
    println!(
        "\n| invalid payload | bytes | (c) listing all errors | (h) ours: full report | (h) / (c) |"
    );
    println!("| --- | ---: | ---: | ---: | ---: |");
    for rejection in rejections {
        let Rejection {
            model,
            bytes,
            listed,
            reported,
        } = rejection;
        println!(
            "| {model} | {bytes} | {} | {} | {:.2} |",
            duration(*listed),
            duration(*reported),
            rejection.ratio()
        );
    }
    println!(
        "\n{} lines, {} bytes, all models mixed:",
        lines.lines, lines.bytes
    );
    println!("  (a) one thread     {:>7.0} MB/s", lines.skipping);
    println!("  (g) one thread     {:>7.0} MB/s", lines.one);
    println!("  (g) two threads    {:>7.0} MB/s", lines.two);
    println!("\n| geometric mean | measured | claimed | |\n| --- | ---: | ---: | --- |");
    for claim in claims {
        let sign = if claim.at_most { "≤" } else { "≥" };
        let verdict = if claim.holds() {
            "holds"
        } else {
            "does not hold"
        };
        println!(
            "| {} | {:.2} | {sign} {:.2} | {verdict} |",
            claim.name, claim.measured, claim.promised
        );
    }
}

fn print_size(size: Size, readings: &[&Reading]) {
    let Some(first) = readings.first() else {
        return;
    };
    print!("\n| {} |", size.name());
    for reading in readings {
        print!(" {}, {} bytes |", reading.model, reading.bytes);
    }
    println!(
        " to (b) |\n| --- |{} ---: |",
        " ---: |".repeat(readings.len())
    );
    for (contender, _) in &first.times {
        print!("| ({}) {} |", contender.letter, contender.name);
        for reading in readings {
            print!(" {} |", duration(reading.time(contender.letter)));
        }
        let ratios: Vec<_> = readings
            .iter()
            .map(|reading| reading.ratio(contender.letter, 'b'))
            .collect();
        println!(" {:.2} |", geometric_mean(&ratios));
    }
}

fn duration(nanoseconds: f64) -> String {
    if nanoseconds < 10_000.0 {
        format!("{nanoseconds:.0} ns")
    } else {
        format!("{:.1} µs", nanoseconds / 1_000.0)
    }
}

/// Everything as one object.
pub(crate) fn json(
    readings: &[Reading],
    rejections: &[Rejection],
    lines: &Throughput,
    claims: &[Claim],
) -> Value {
    let reading = |reading: &Reading| {
        let times = reading
            .times
            .iter()
            .map(|(contender, time)| (contender.letter.to_string(), json!(time)));
        let times: serde_json::Map<_, _> = times.collect();
        json!({"model": reading.model, "size": reading.size.name(), "bytes": reading.bytes, "nanoseconds": times})
    };
    let rejection = |rejection: &Rejection| json!({"model": rejection.model, "bytes": rejection.bytes, "nanoseconds": {"c": rejection.listed, "h": rejection.reported}});
    let claim = |claim: &Claim| json!({"name": claim.name, "measured": claim.measured, "promised": claim.promised, "at_most": claim.at_most, "holds": claim.holds()});
    json!({
        "readings": readings.iter().map(reading).collect::<Vec<_>>(),
        "invalid": rejections.iter().map(rejection).collect::<Vec<_>>(),
        "lines": {"count": lines.lines, "bytes": lines.bytes, "megabytes_per_second": {"a": lines.skipping, "g": lines.one, "g_two_threads": lines.two}},
        "claims": claims.iter().map(claim).collect::<Vec<_>>(),
    })
}
