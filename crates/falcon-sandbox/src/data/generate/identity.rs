//! Users and endpoints, as the GraphQL of Identity Protection names what is known of them.

use super::dice::{Dice, Stream};
use super::object::Object;
use super::words::{FIRST_NAMES, LAST_NAMES};
use super::world::{DAY, HOUR, Id, MINUTE, World, any_inside};
use crate::data::Document;

/// A domain: as it is written in accounts, in names of hosts and of mail, and in directories.
struct Domain {
    upper: &'static str,
    lower: &'static str,
    components: &'static str,
}

const DOMAINS: &[Domain] = &[
    Domain {
        upper: "CORP.EXAMPLE.COM",
        lower: "corp.example.com",
        components: "DC=corp,DC=example,DC=com",
    },
    Domain {
        upper: "LOGISTICS.EXAMPLE.NET",
        lower: "logistics.example.net",
        components: "DC=logistics,DC=example,DC=net",
    },
    Domain {
        upper: "ORCHID-BANK.EXAMPLE",
        lower: "orchid-bank.example",
        components: "DC=orchid-bank,DC=example",
    },
];

const DEPARTMENTS: &[(&str, u32)] = &[
    ("Finance", 3),
    ("Engineering", 5),
    ("Sales", 4),
    ("Operations", 3),
    ("Security", 1),
];

/// Why a user is at risk, and how much that adds, in hundredths.
const USER_RISKS: &[(&str, u64)] = &[
    ("WEAK_PASSWORD_POLICY", 60),
    ("WEAK_PASSWORD", 75),
    ("STALE_ACCOUNT", 42),
    ("DUPLICATE_PASSWORD", 30),
    ("INACTIVE_ACCOUNT", 15),
];

const ENDPOINT_RISKS: &[(&str, u64)] = &[
    ("VULNERABLE_OS", 55),
    ("STALE_ACCOUNT", 40),
    ("HAS_ATTACK_PATH", 70),
];

/// The user number `index`.
pub(super) fn user(world: &World, index: u64, text: &mut String) -> Document {
    let id = Id::of(world.seed, Stream::User, index);
    text.clear();
    put_user(world, index, id, &mut Object::begin(text));
    Document::new(id.hyphenated().to_string(), text.as_str())
}

/// The endpoint number `index`.
pub(super) fn endpoint(world: &World, index: u64, text: &mut String) -> Document {
    let id = Id::of(world.seed, Stream::Endpoint, index);
    text.clear();
    put_endpoint(world, index, id, &mut Object::begin(text));
    Document::new(id.hyphenated().to_string(), text.as_str())
}

/// What users and endpoints have in common.
struct Entity {
    id: Id,
    created: i64,
    most_recent_activity: i64,
    archived: bool,
    domain: &'static Domain,
    /// The last part of the security identifier.
    relative_id: u64,
}

impl Entity {
    fn drawn(world: &World, dice: &mut Dice, id: Id, index: u64) -> Self {
        let activity = match dice.below(10) {
            0..7 => world.ago(dice, MINUTE, DAY),
            7..9 => world.ago(dice, DAY, 30 * DAY),
            _ => world.ago(dice, 30 * DAY, 400 * DAY),
        };
        Self {
            id,
            created: activity - dice.between(1, 2_000) as i64 * DAY,
            most_recent_activity: activity,
            archived: dice.percent(6),
            domain: dice.pick(DOMAINS),
            relative_id: 1_000 + index,
        }
    }

    fn is_inactive(&self, world: &World) -> bool {
        world.now - self.most_recent_activity > 30 * DAY
    }

    fn put(&self, world: &World, dice: &mut Dice, object: &mut Object<'_>, is_user: bool) {
        object.plain("entityId", self.id.hyphenated());
        object.text("type", if is_user { "USER" } else { "ENDPOINT" });
        object.flag("archived", self.archived);
        object.flag("inactive", self.is_inactive(world));
        object.flag("stale", self.is_inactive(world) && dice.percent(60));
        // The address or the traffic told of it, and no directory.
        object.flag("learned", dice.percent(15));
        object.flag("shared", dice.percent(4));
        object.flag("watched", dice.percent(3));
        object.time("creationTime", self.created);
        object.time("earliestSeenTraffic", self.created + HOUR);
        object.time("mostRecentActivity", self.most_recent_activity);
        object.null("markTime");
        object.hundredths("impactScore", dice.between(10, 98));
        put_risk(dice, object, is_user);
    }

    /// The account in the directory; `cn` is its common name, and `unit` where it is kept.
    fn put_account(
        &self,
        world: &World,
        dice: &mut Dice,
        object: &mut Object<'_>,
        account: &Account<'_>,
    ) {
        let Account { sam, cn, unit } = account;
        let is_user = !sam.ends_with('$');
        let domain = self.domain;
        object.text("dataSource", "ACTIVE_DIRECTORY");
        object.flag("archived", self.archived);
        object.flag("enabled", !self.archived && dice.percent(95));
        object.time("creationTime", self.created);
        object.time("lastUpdateTime", self.most_recent_activity);
        object.time("mostRecentActivity", self.most_recent_activity);
        object.maybe_time("expirationTime", None);
        object.maybe_time("lockoutTime", None);
        object.text("cn", cn);
        object.text("dn", &format!("CN={cn},OU={unit},{}", domain.components));
        object.text("domain", domain.upper);
        object.text("ou", &format!("{}/{unit}", domain.lower));
        object.text("samAccountName", sam);
        object.plain("objectGuid", self.id.hyphenated());
        // The identifier of the domain is made of numbers that no real one has together.
        let number = domain.upper.len();
        object.plain(
            "objectSid",
            format_args!(
                "S-1-5-21-1000{number}-2000{number}-3000{number}-{}",
                self.relative_id
            ),
        );
        object.plains("containingGroupIds", [Id::drawn(dice).hyphenated()]);
        object.texts("servicePrincipalNames", []);
        if is_user {
            object.text("upn", &format!("{sam}@{}", domain.lower));
            object.text("department", dice.word(DEPARTMENTS));
            object.maybe_text("title", dice.percent(30).then_some("Manager"));
        }
        object.maybe_text("description", None);
        let control = if is_user { 512 } else { 4096 };
        object.number("userAccountControl", control);
        let flag = if is_user {
            "NORMAL_ACCOUNT"
        } else {
            "WORKSTATION_TRUST_ACCOUNT"
        };
        object.texts("userAccountControlFlags", [flag]);
        let changed = World::time_between(dice, self.created, world.now - HOUR);
        object.object("passwordAttributes", |object| {
            object.time("lastChange", changed);
            object.flag("aged", world.now - changed > 365 * DAY);
            object.flag("exposed", dice.percent(2));
            object.flag("mayExpire", dice.percent(80));
            let strengths = [("UNKNOWN", 70), ("STRONG", 22), ("WEAK", 8)];
            object.text("strength", dice.word(&strengths));
        });
    }
}

/// An account's names.
struct Account<'a> {
    sam: &'a str,
    cn: &'a str,
    unit: &'a str,
}

/// The score, how bad it is, and the factors that it comes from: most have none.
fn put_risk(dice: &mut Dice, object: &mut Object<'_>, is_user: bool) {
    let known = if is_user { USER_RISKS } else { ENDPOINT_RISKS };
    let mut factors: Vec<(&str, u64)> = Vec::new();
    for (factor, score) in known {
        if dice.percent(12) {
            factors.push((factor, *score));
        }
    }
    let worst = factors.iter().map(|(_, score)| *score).max();
    let score = match worst {
        Some(worst) => (worst + 5 * factors.len() as u64 + dice.below(5)).min(99),
        None => dice.below(20),
    };
    object.hundredths("riskScore", score);
    object.text("riskScoreSeverity", severity(score));
    if is_user {
        object.hundredths("riskScoreWithoutLinkedAccounts", score);
    }
    object.objects("riskFactors", factors, |object, (factor, score)| {
        object.text("type", factor);
        object.hundredths("score", score);
        object.text("severity", severity(score));
    });
}

const fn severity(hundredths: u64) -> &'static str {
    match hundredths {
        0..50 => "NORMAL",
        50..75 => "MEDIUM",
        _ => "HIGH",
    }
}

fn put_user(world: &World, index: u64, id: Id, object: &mut Object<'_>) {
    let dice = &mut world.dice(Stream::User, index);
    let entity = Entity::drawn(world, dice, id, index);
    let (first, first_plain) = *dice.pick(FIRST_NAMES);
    let (last, last_plain) = *dice.pick(LAST_NAMES);
    let is_service = dice.percent(8);
    let (name, account) = if is_service {
        (format!("svc-backup-{index}"), format!("svc-backup-{index}"))
    } else {
        (
            format!("{first} {last}"),
            // With the number, because two may share a name but not an account.
            format!("{first_plain}.{last_plain}{index}"),
        )
    };
    let is_admin = index == 0 || dice.percent(5);
    entity.put(world, dice, object, true);
    object.text("primaryDisplayName", &name);
    object.text(
        "secondaryDisplayName",
        &format!("{}\\{account}", entity.domain.upper),
    );
    object.flag("hasADDomainAdminRole", is_admin);
    let kind = if is_service {
        "ProgrammaticUserAccountRole"
    } else {
        "HumanUserAccountRole"
    };
    let admin = is_admin.then_some("AdminAccountRole");
    put_roles(object, [kind].into_iter().chain(admin));
    let address = format!("{account}@{}", entity.domain.lower);
    let has_mail = !is_service && dice.percent(90);
    object.texts("emailAddresses", has_mail.then_some(&*address));
    object.objects("accounts", [()], |object, ()| {
        let account = Account {
            sam: &account,
            cn: &name,
            unit: if is_service { "Services" } else { "Users" },
        };
        entity.put_account(world, dice, object, &account);
    });
}

fn put_roles<'r>(object: &mut Object<'_>, roles: impl IntoIterator<Item = &'r str>) {
    object.objects("roles", roles, |object, role| {
        object.text("type", role);
        object.flag("confirmed", true);
        object.text("fullPath", &format!("EntityRole/{role}"));
        object.hundredths("probability", 100);
    });
}

fn put_endpoint(world: &World, index: u64, id: Id, object: &mut Object<'_>) {
    let dice = &mut world.dice(Stream::Endpoint, index);
    let entity = Entity::drawn(world, dice, id, index);
    let is_server = dice.percent(30);
    let host = format!("{}-{index:05}", if is_server { "SRV" } else { "WKS" });
    entity.put(world, dice, object, false);
    object.text("primaryDisplayName", &host);
    let full = format!("{host}.{}", entity.domain.lower);
    object.text("secondaryDisplayName", &full);
    object.flag("hasADDomainAdminRole", false);
    let role = if is_server {
        "ServerRole"
    } else {
        "WorkstationRole"
    };
    put_roles(object, [role]);
    object.text("hostName", &full);
    let managed = dice.percent(80);
    if managed {
        object.plain("agentId", Id::drawn(dice));
        object.text("agentVersion", "7.20.18910");
        object.number("ztaScore", dice.between(20, 100) as i64);
    }
    object.text("cid", &world.cid);
    object.flag("unmanaged", !managed);
    object.flag("guestAccountEnabled", dice.percent(3));
    object.plain("lastIpAddress", any_inside(dice));
    let fixed = is_server.then(|| any_inside(dice));
    object.plains("staticIpAddresses", fixed);
    object.object("operatingSystemInfo", |object| {
        let (name, target) = if is_server {
            ("Windows Server 2022", "SERVER")
        } else {
            ("Windows 11", "WORKSTATION")
        };
        object.text("displayName", name);
        object.text("name", name);
        object.text("target", target);
        object.text("version", "10.0");
    });
    object.objects("accounts", [()], |object, ()| {
        let account = Account {
            sam: &format!("{host}$"),
            cn: &host,
            unit: "Computers",
        };
        entity.put_account(world, dice, object, &account);
    });
}
