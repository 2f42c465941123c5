mod duplicate {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact];
        id: text [list];
    }
}

mod invalid_name {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        größe: integer [exact];
    }
}

mod unknown_type {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: string [exact];
    }
}

mod unknown_capability {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact, fuzzy];
    }
}

mod no_capability {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [];
    }
}

mod missing_semicolon {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact]
        name: text [exact];
    }
}

mod attribute {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        #[cfg(unix)]
        id: text [exact];
    }
}

mod values_of_boolean {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        size: boolean [exact] values ["1"];
    }
}

mod no_values {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact] values [];
    }
}

mod duplicate_value {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact] values ["a", "a"];
    }
}

mod value_after_dots {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact] values ["a", .., "b"];
    }
}

fn main() {}
