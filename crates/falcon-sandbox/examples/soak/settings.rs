//! What a soak is to be like.

use std::time::Duration;

/// What this process is.
pub(crate) enum Role {
    Client(Settings),
    Server(Settings),
}

/// The first argument of the process that is the sandbox.
const SERVER: &str = "as-server";

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// How long, at least: what has not been gone through once by then is gone through to its end.
    pub(crate) time: Duration,
    pub(crate) assets: u64,
    /// The share of requests that something goes wrong with.
    pub(crate) faults: f64,
    pub(crate) token_seconds: u64,
    /// Requests a minute.
    pub(crate) rate_limit: u32,
    pub(crate) seed: u64,
    /// A few seconds of it, as a test.
    pub(crate) quick: bool,
}

const HELP: &str = "\
options, each with a value: --minutes --assets --faults --token-seconds --rate-limit --seed;
without any, or with --quick before them, it is one of a few seconds";

impl Settings {
    fn long() -> Self {
        Self {
            time: Duration::from_secs(600),
            assets: 1_000_000,
            faults: 0.02,
            token_seconds: 5,
            rate_limit: 6_000,
            seed: 1,
            quick: false,
        }
    }

    pub(crate) fn quick() -> Self {
        Self {
            time: Duration::from_secs(2),
            assets: 1_000,
            faults: 0.06,
            token_seconds: 1,
            // One that is reached holds everything up until the minute ends.
            rate_limit: 1_000_000,
            seed: 1,
            quick: true,
        }
    }

    /// The ids of a page where only ids are listed.
    pub(crate) fn page(&self) -> u32 {
        if self.quick { 10 } else { 100 }
    }

    /// The ids of a page where assets are fetched by them.
    pub(crate) fn page_of_details(&self) -> u32 {
        if self.quick { 100 } else { 1_000 }
    }

    /// The ids of a batch of details.
    pub(crate) fn batch(&self) -> usize {
        if self.quick { 20 } else { 100 }
    }

    /// After so many items a listing is dropped and another one goes on at its place, written down
    /// and read, as in another process.
    pub(crate) fn restart_after(&self) -> u64 {
        if self.quick { 333 } else { 77_777 }
    }

    /// The client's time for an attempt.
    pub(crate) fn request_timeout(&self) -> Duration {
        Duration::from_secs(10)
    }

    /// How long an answer is held back now and then.
    pub(crate) fn stall(&self) -> Duration {
        Duration::from_millis(if self.quick { 50 } else { 500 })
    }

    /// The pause of a writer between two writes.
    pub(crate) fn pause(&self) -> Duration {
        Duration::from_millis(if self.quick { 10 } else { 150 })
    }

    /// How far apart the client's memory is looked at.
    pub(crate) fn sample_every(&self) -> Duration {
        Duration::from_millis(if self.quick { 100 } else { 2_000 })
    }

    /// What makes the same settings in another process.
    pub(crate) fn server_arguments(&self) -> Vec<String> {
        let mut arguments = vec![SERVER.to_owned()];
        arguments.extend(self.quick.then(|| "--quick".to_owned()));
        for (name, value) in [
            ("--assets", self.assets.to_string()),
            ("--faults", self.faults.to_string()),
            ("--token-seconds", self.token_seconds.to_string()),
            ("--rate-limit", self.rate_limit.to_string()),
            ("--seed", self.seed.to_string()),
        ] {
            arguments.extend([name.to_owned(), value]);
        }
        arguments
    }

    fn read(arguments: &[String]) -> Result<Self, String> {
        let (mut settings, mut rest) = match arguments.split_first() {
            None => (Self::quick(), arguments),
            Some((first, rest)) if first == "--quick" => (Self::quick(), rest),
            _ => (Self::long(), arguments),
        };
        while let [name, value, others @ ..] = rest {
            let unreadable = || format!("`{value}` is no value of `{name}`\n{HELP}");
            let number = || value.parse::<u64>().map_err(|_| unreadable());
            match name.as_str() {
                "--minutes" => {
                    let minutes: f64 = value.parse().map_err(|_| unreadable())?;
                    settings.time =
                        Duration::try_from_secs_f64(minutes * 60.0).map_err(|_| unreadable())?;
                }
                "--assets" => settings.assets = number()?.max(1_000),
                "--faults" => {
                    settings.faults = value.parse().map_err(|_| unreadable())?;
                }
                "--token-seconds" => settings.token_seconds = number()?,
                "--rate-limit" => settings.rate_limit = value.parse().map_err(|_| unreadable())?,
                "--seed" => settings.seed = number()?,
                _ => return Err(format!("`{name}` is no option\n{HELP}")),
            }
            rest = others;
        }
        match rest {
            [] => Ok(settings),
            [name, ..] => Err(format!("`{name}` has no value\n{HELP}")),
        }
    }
}

impl Role {
    pub(crate) fn is_server(arguments: &[String]) -> bool {
        arguments.first().is_some_and(|first| first == SERVER)
    }

    pub(crate) fn read(arguments: &[String]) -> Result<Self, String> {
        if Self::is_server(arguments) {
            return Settings::read(&arguments[1..]).map(Self::Server);
        }
        Settings::read(arguments).map(Self::Client)
    }
}
