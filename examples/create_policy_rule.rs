//! Creates a policy rule, and says what is known when that fails.
//!
//! ```sh
//! export FALCON_CLIENT_ID=… FALCON_CLIENT_SECRET=…
//! cargo run -p fql-examples --example create_policy_rule
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use falcon_transport::{Activity, Condition, Falcon, PolicyRule, RuleMode, Subject};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let falcon = Falcon::from_env()?;
    // Both are sent, also when they are false: a rule that is not enabled is not enabled.
    let mode = RuleMode {
        enabled: false,
        simulation_mode: true,
    };
    let rule = PolicyRule::new("Ask admins for a second factor", "MFA", "access", mode)
        .activity(Activity::new().access_type(Condition::including(["RDP"])))
        .source_user(Subject::new().group_membership(Condition::including(["admins"])));

    match falcon
        .identity_protection()
        .create_policy_rules(rule)
        .send()
        .await
    {
        Ok(answer) => {
            for id in answer.complete()? {
                println!("created {id}");
            }
        }
        // It arrived, and no answer says what became of it. A creation is never repeated then.
        Err(error) if error.may_have_been_done() => println!("look first: {error}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
