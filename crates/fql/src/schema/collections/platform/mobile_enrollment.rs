//! Mobile enrolment.

crate::collection! {
    /// Mobile enrolment.
    pub MobileEnrollment "mobile-enrollment" sort "|";
    open;
    operations "RequestDeviceEnrollmentV3", "RequestDeviceEnrollmentV4";
}
