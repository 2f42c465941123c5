//! Creates a policy rule and handles an unknown outcome.
//!
//! ```sh
//! export FALCON_CLIENT_ID=… FALCON_CLIENT_SECRET=…
//! cargo run -p fql-examples --example create_policy_rule
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use falcon_transport::Falcon;
use falcon_transport::identity_protection::{
    Activity, Condition, NewPolicyRule, RuleAction, RuleMode, RuleTrigger, Subject,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let falcon = Falcon::from_env()?;
    // Both fields are always sent, so `false` is never replaced by a default of the service.
    let mode = RuleMode {
        enabled: false,
        simulation_mode: true,
    };
    let rule = NewPolicyRule::new(
        "Ask admins for a second factor",
        RuleAction::Mfa,
        RuleTrigger::Access,
        mode,
    )
    .activity(Activity::new().access_type(Condition::including(["RDP"])))
    .source_user(Subject::new().group_membership(Condition::including(["admins"])));

    match falcon
        .identity_protection()
        .create_policy_rules(rule)
        .send()
        .await
    {
        Ok(response) => {
            for id in response.complete()? {
                println!("created {id}");
            }
        }
        // The request may have arrived although no response did. Creations are not retried then.
        Err(error) if error.may_have_been_done() => println!("check before retrying: {error}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
