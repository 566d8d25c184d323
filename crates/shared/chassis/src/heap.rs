//! The heap of every process that has the chassis in it.
//!
//! A process works in bursts: a contract takes ten megabytes for a moment. The C library would keep what a
//! burst needed, in one heap for each of a dozen threads that mostly wait; jemalloc gives free pages back. How eagerly
//! it does, `.cargo/config.toml` says.

use tikv_jemallocator::Jemalloc;

#[global_allocator]
static HEAP: Jemalloc = Jemalloc;

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    /// How long the heap may take to give back what is free, on a machine that does much else.
    const PATIENCE: Duration = Duration::from_secs(10);

    /// What this process has in memory, in kilobytes.
    fn resident() -> usize {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    #[test]
    fn what_a_burst_needed_is_given_back_though_something_of_it_stays() {
        let before = resident();
        let mut burst: Vec<_> = (0..100_000).map(|_| Box::new([1_u8; 1000])).collect();
        let needed = resident().saturating_sub(before);
        assert!(needed > 90_000, "a burst of 100 MB took {needed} kB");
        let mut place = 0..;
        burst.retain(|_| place.next().is_some_and(|place: usize| place.is_multiple_of(1000)));
        assert_eq!(burst.len(), 100);
        let kept = || resident().saturating_sub(before);
        let start = Instant::now();
        while kept() >= needed / 4 {
            assert!(start.elapsed() < PATIENCE, "{} of {needed} kB are kept for 100 kB", kept());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
