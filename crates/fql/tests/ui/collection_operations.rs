mod unknown_kind {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        open;
        operations {
            query "QueryWidgets" get "/widgets/queries/widgets/v1" ids;
        }
    }
}

mod unknown_attribute {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        open;
        operations {
            list "QueryWidgets" get "/widgets/queries/widgets/v1" ids pages 10;
        }
    }
}

mod duplicate_page {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        open;
        operations {
            list "QueryWidgets" get "/widgets/queries/widgets/v1" ids offset after;
        }
    }
}

mod duplicate_operation {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        open;
        operations {
            list "QueryWidgets" get "/widgets/queries/widgets/v1" ids;
        }
        further operations {
            details "query_widgets" get "/widgets/entities/widgets/v1" query ids;
        }
    }
}

mod not_a_number {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        open;
        operations {
            list "QueryWidgets" get "/widgets/queries/widgets/v1" ids limit max "100";
        }
    }
}

mod not_a_name {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        open;
        operations {
            list "(widgets)" get "/widgets/queries/widgets/v1" ids;
        }
    }
}

fn main() {}
