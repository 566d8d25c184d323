//! What the task at hand belongs to, for calls that it makes to other services.

tokio::task_local! {
    static CURRENT: Option<String>;
}

/// What the work at hand belongs to: the onboarding's uuid within a journey, nothing outside of work.
pub fn correlation() -> Option<String> {
    CURRENT.try_with(Clone::clone).ok().flatten()
}

/// Does `work` as belonging to `correlation`.
pub(crate) async fn belonging<T>(correlation: Option<String>, work: impl Future<Output = T>) -> T {
    CURRENT.scope(correlation, work).await
}
