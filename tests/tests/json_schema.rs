//! The schemas that types give through `schemars` (feature `schemars`) have the same verdicts as
//! `SCHEMA`, alone and inside a user's own types.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed, also in its helpers"
)]

use conversation_models::{
    ada::ConversationEndedWebhookPayload, genesys::ConversationChat,
    inkeep::SupportTicketConversation, zendesk::ChatEndedEvent,
};
use conversation_tests::{Document, Guide, Root, engine, fixtures, for_each_root, mutations};
use jsonschema::Validator;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Value, json};

for_each_root! {
    alone_it_gives_the_verdicts_of_the_schema => |R| alone::<R>()
    without_references_it_gives_the_same_verdicts => |R| inlined::<R>()
    every_mutant_gets_the_same_verdict => |R| mutants::<R>()
    it_names_itself_as_the_schema_does => |R| named::<R>()
}

/// A user's own type that contains all four models.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is looked at")]
struct Api {
    event: Option<ChatEndedEvent>,
    ended: Option<ConversationEndedWebhookPayload>,
    tickets: Vec<SupportTicketConversation>,
    chat: ConversationChat,
}

/// A validator for the schema that `schemars` makes of a type.
fn described<T: JsonSchema>(settings: SchemaSettings) -> Validator {
    let schema = settings.into_generator().into_root_schema_for::<T>();
    engine::compile(&schema.to_value())
}

/// Accepted and rejected fixtures.
fn payloads<R: Root>() -> Vec<(String, Value)> {
    let rejected = fixtures::rejected(R::MODEL)
        .into_iter()
        .map(|rejected| rejected.fixture);
    let all = fixtures::accepted(R::MODEL).into_iter().chain(rejected);
    all.map(|fixture| (fixture.name.clone(), fixture.value()))
        .collect()
}

fn gives_the_same_verdicts<R: Root>(described: &Validator) {
    for (name, payload) in payloads::<R>() {
        let expected = engine::validator::<R>().is_valid(&payload);
        assert_eq!(described.is_valid(&payload), expected, "{name}");
    }
}

fn alone<R: Root + JsonSchema>() {
    gives_the_same_verdicts::<R>(&described::<R>(SchemaSettings::draft2020_12()));
}

fn inlined<R: Root + JsonSchema>() {
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    gives_the_same_verdicts::<R>(&described::<R>(settings));
}

/// The fixture with every property, changed in every systematic way.
fn mutants<R: Root + JsonSchema>() {
    let described = described::<R>(SchemaSettings::draft2020_12());
    let guide = Guide::new(R::SCHEMA);
    let mut fixtures = fixtures::accepted(R::MODEL).into_iter();
    let fixture = fixtures
        .find(|fixture| fixture.name == "every-member.json")
        .unwrap();
    let document = Document::from(&fixture.value());
    for place in document.places() {
        for edit in mutations::at(&guide, &document, &place) {
            let text = document.edited(&place, &edit).to_string();
            let mutant: Value = serde_json::from_str(&text).unwrap();
            let expected = engine::validator::<R>().is_valid(&mutant);
            assert_eq!(
                described.is_valid(&mutant),
                expected,
                "at `{place}`: {edit:?}"
            );
        }
    }
}

fn named<R: Root + JsonSchema>() {
    let schema: Value = serde_json::from_str(R::SCHEMA).unwrap();
    let described = schemars::schema_for!(R).to_value();
    for keyword in ["title", "description", "required"] {
        assert_eq!(described.get(keyword), schema.get(keyword), "{keyword}");
    }
    assert_eq!(R::schema_name(), schema["title"].as_str().unwrap());
}

/// The validator of the user's own type.
fn api() -> Validator {
    described::<Api>(SchemaSettings::draft2020_12())
}

/// A payload of the user's type with another value of one property.
fn with(member: &str, value: &Value) -> Value {
    let mut api = json!({"event": null, "ended": null, "tickets": [], "chat": {}});
    api[member] = value.clone();
    api
}

#[test]
fn inside_a_users_own_type_each_model_keeps_its_meaning() {
    fn check<R: Root>(api: &Validator, put: impl Fn(&Value) -> Value) {
        for (name, payload) in payloads::<R>() {
            // `Option` accepts `null`, whatever the model in it says.
            let expected = engine::validator::<R>().is_valid(&payload);
            let null = payload.is_null() && api.is_valid(&put(&Value::Null));
            assert_eq!(api.is_valid(&put(&payload)), expected || null, "{name}");
        }
    }
    let api = api();
    check::<ChatEndedEvent>(&api, |payload| with("event", payload));
    check::<ConversationEndedWebhookPayload>(&api, |payload| with("ended", payload));
    check::<SupportTicketConversation>(&api, |payload| with("tickets", &json!([payload])));
    check::<ConversationChat>(&api, |payload| with("chat", payload));
}

#[test]
fn each_model_is_a_definition_under_its_own_name() {
    let schema = schemars::schema_for!(Api).to_value();
    let definitions = schema["$defs"].as_object().unwrap();
    for name in [
        "ChatEndedEvent",
        "ConversationEndedWebhookPayload",
        "SupportTicketConversation",
        "ConversationChat",
    ] {
        assert_eq!(definitions[name]["title"], name);
    }
    assert!(!schema.to_string().contains("codegen:"));
}
