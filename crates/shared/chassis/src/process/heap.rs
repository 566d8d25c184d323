//! Few heaps for the whole process.
//!
//! A process has a dozen threads, a platform in one process some forty, that mostly wait. The C library would spread them
//! over many heaps, each of which keeps what it once needed; with few heaps the process stays a third
//! smaller. Only the environment at start can say so, so the process starts itself again.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

/// What the C library (glibc) reads; others ignore it.
const HEAPS: &str = "MALLOC_ARENA_MAX";
/// From how many free bytes at its end on the heap is given back; unsaid, it grows with the largest
/// allocation that was ever freed.
const FREE: (&str, &str) = ("MALLOC_TRIM_THRESHOLD_", "262144");
/// From which size on an allocation is given back by itself; unsaid, it grows likewise.
const LARGE: (&str, &str) = ("MALLOC_MMAP_THRESHOLD_", "262144");

/// Makes this process use so many heaps, unless the operator chose otherwise. It keeps its process id. With one,
/// threads that are busy at once wait for each other; with two they hardly do.
pub fn share_heaps(heaps: usize) -> io::Result<()> {
    if std::env::var_os(HEAPS).is_some() {
        return Ok(());
    }
    let arguments = std::env::args_os().skip(1);
    Err(Command::new(std::env::current_exe()?)
        .args(arguments)
        .env(HEAPS, heaps.to_string())
        .envs([FREE, LARGE])
        .exec())
}
