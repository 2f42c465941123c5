//! Mobile enrolment.

crate::collection! {
    /// Mobile enrolment.
    pub MobileEnrollment "mobile-enrollment" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_mobile_enrollment.py" {
        other "RequestDeviceEnrollmentV3" post "/enrollments/entities/details/v3" accepts "action_name";
        other "RequestDeviceEnrollmentV4" post "/enrollments/entities/details/v4" accepts "action_name";
    }
}
