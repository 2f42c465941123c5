//! How something was found.

use super::object::Object;

/// Writes the way that led to it: one step, from a clue to what is known already.
pub(super) fn put_discovery(object: &mut Object<'_>, clue: &str, domain: &str) {
    object.object("discovery", |object| {
        object.object("path", |object| {
            object.objects("steps", [domain], |object, domain| {
                object.text("clue", clue);
                object.text("entity", domain);
                object.text("entity_type", "domain");
            });
        });
        object.texts("alternative_paths", []);
    });
}
