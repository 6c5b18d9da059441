//! Every reader gives the same verdict on every fixture, and the round trip is lossless.
//!
//! Readers are the inherent `from_slice`, `FromStr`, serde from text, from a stream and from a
//! value, and the validator.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed, also in its helpers"
)]

use conversation_tests::{
    Root, Verdict,
    engine::{self, Fault},
    fixtures, for_each_root, verdict,
};
use conversation_validator::{cross_check, identify, parse, validate};
use schema_runtime::json_equal;
use serde_json::Value;

for_each_root! {
    accepted_fixtures_come_back_from_every_reader => |R| every_reader_accepts::<R>()
    accepted_fixtures_come_back_equal => |R| comes_back_equal::<R>()
    accepted_fixtures_are_valid_and_found_again => |R| is_valid_and_identified::<R>()
    rejected_fixtures_are_refused_by_every_reader => |R| every_reader_refuses::<R>()
    rejected_fixtures_are_rejected_at_the_stated_pointer => |R| is_refused_at_its_pointer::<R>()
    the_schema_compiles_alone_and_names_itself => |R| schema_is_whole::<R>()
}

fn every_reader_accepts<R: Root>() {
    for fixture in fixtures::accepted(R::MODEL) {
        let name = &fixture.name;
        let text = std::str::from_utf8(&fixture.bytes).unwrap();
        let typed = R::from_slice(&fixture.bytes).unwrap();
        let others = [
            text.parse::<R>().map_err(|error| error.to_string()),
            serde_json::from_slice(&fixture.bytes).map_err(|error| error.to_string()),
            serde_json::from_str(text).map_err(|error| error.to_string()),
            serde_json::from_reader(fixture.bytes.as_slice()).map_err(|error| error.to_string()),
            serde_json::from_value(fixture.value()).map_err(|error| error.to_string()),
        ];
        for other in others {
            assert_eq!(other.as_ref(), Ok(&typed), "{name}");
        }
        let payload = parse(R::MODEL, &fixture.bytes).unwrap();
        assert_eq!(R::of_payload(&payload), Some(&typed), "{name}");
    }
}

fn comes_back_equal<R: Root>() {
    for fixture in fixtures::accepted(R::MODEL) {
        let (name, value) = (&fixture.name, fixture.value());
        assert_eq!(
            verdict::<R>(&fixture.bytes),
            Ok(Verdict::Accepted),
            "{name}"
        );

        let typed = R::from_slice(&fixture.bytes).unwrap();
        let written = serde_json::to_string_pretty(&typed).unwrap();
        let read: Value = serde_json::from_str(&written).unwrap();
        assert!(json_equal(&read, &value), "{name} comes back as {written}");
        assert_eq!(written.parse::<R>().unwrap(), typed, "{name}");
        let of_value: R = serde_json::from_value(serde_json::to_value(&typed).unwrap()).unwrap();
        assert_eq!(of_value, typed, "{name}");
    }
}

fn is_valid_and_identified<R: Root>() {
    for fixture in fixtures::accepted(R::MODEL) {
        let name = &fixture.name;
        let faults = engine::faults(engine::validator::<R>(), &fixture.value());
        assert_eq!(faults, [], "{name}");
        let report = cross_check(R::MODEL, &fixture.bytes).with_source(name);
        assert!(report.is_valid(), "{report}");
        let identification = identify(&fixture.bytes);
        assert!(
            identification.satisfied().any(|model| model == R::MODEL),
            "{name}: {identification}"
        );
    }
}

fn every_reader_refuses<R: Root>() {
    for rejected in fixtures::rejected(R::MODEL) {
        let (name, bytes) = (&rejected.fixture.name, &rejected.fixture.bytes);
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(
            matches!(verdict::<R>(bytes), Ok(Verdict::Rejected(_))),
            "{name}"
        );
        assert!(text.parse::<R>().is_err(), "{name}");
        assert!(serde_json::from_slice::<R>(bytes).is_err(), "{name}");
        assert!(
            serde_json::from_reader::<_, R>(bytes.as_slice()).is_err(),
            "{name}"
        );
        assert!(
            serde_json::from_value::<R>(rejected.fixture.value()).is_err(),
            "{name}"
        );
        let report = cross_check(R::MODEL, bytes).with_source(name);
        assert!(
            !report.is_valid() && report.disagreement().is_none(),
            "{report}"
        );
    }
}

/// A rejected fixture violates one keyword, and each engine points at the value at fault.
///
/// The reference validator also lists the `anyOf` above a violation (a reference or `null`), so
/// only the presence of the stated violation is checked. The typed read must state the keyword
/// itself, with one exception: a value of another JSON type also violates the `const` or `enum`
/// beside `type`, and then it may name that.
fn is_refused_at_its_pointer<R: Root>() {
    for rejected in fixtures::rejected(R::MODEL) {
        let name = &rejected.fixture.name;
        let stated: Fault = (rejected.pointer.clone(), rejected.keyword.clone());
        let faults = engine::faults(engine::validator::<R>(), &rejected.fixture.value());
        assert!(faults.contains(&stated), "{name}: {faults:?}");

        let error = R::from_slice(&rejected.fixture.bytes).unwrap_err();
        let said = (
            error.pointer().to_owned(),
            error.keyword().unwrap().to_owned(),
        );
        let beside = stated.1 == "type" && ["const", "enum"].contains(&said.1.as_str());
        assert_eq!(said.0, stated.0, "{name}: {error}");
        assert!(
            said == stated || beside && faults.contains(&said),
            "{name}: {error}"
        );

        let report = validate(R::MODEL, &rejected.fixture.bytes).with_source(name);
        let violations = report.violations();
        assert!(
            violations.iter().all(|one| one.pointer == stated.0),
            "{report}"
        );
        assert!(
            violations.iter().any(|one| one.keyword == stated.1),
            "{report}"
        );
    }
}

fn schema_is_whole<R: Root>() {
    let schema: Value = serde_json::from_str(R::SCHEMA).unwrap();
    assert_eq!(&schema, R::MODEL.schema_value());
    let file = format!("{}.json", R::MODEL.name().replace('.', "/"));
    assert!(schema["$id"].as_str().unwrap().ends_with(&file));
    assert!(engine::compile(&schema).is_valid(&fixtures::accepted(R::MODEL)[0].value()));
}
