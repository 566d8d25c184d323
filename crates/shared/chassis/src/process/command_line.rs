//! The command line of a process: small, since everything else is a setting.

use std::ffi::OsString;

/// What is asked of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// To serve.
    Serve(Attachment),
    /// To ask the process that listens at the address of the settings how it is.
    Healthcheck(Page),
    /// To name its version.
    Version,
    /// To explain itself.
    Help,
}

/// Whether the process outlives who started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attachment {
    /// It does.
    Free,
    /// It ends at once when its standard input does.
    Attached,
}

/// Which page a health check asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// Whether the process lives.
    Live,
    /// Whether it can work.
    Ready,
}

/// The arguments are none that the process takes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misused;

impl Asked {
    /// Reads the arguments.
    pub(super) fn read(
        arguments: impl Iterator<Item = Result<String, OsString>>,
    ) -> Result<Self, Misused> {
        let arguments = arguments.collect::<Result<Vec<_>, _>>().map_err(|_| Misused)?;
        let words: Vec<_> = arguments.iter().map(String::as_str).collect();
        match words[..] {
            [] => Ok(Self::Serve(Attachment::Free)),
            ["--attached"] => Ok(Self::Serve(Attachment::Attached)),
            ["healthcheck"] => Ok(Self::Healthcheck(Page::Ready)),
            ["healthcheck", "--live"] => Ok(Self::Healthcheck(Page::Live)),
            ["--version" | "-V"] => Ok(Self::Version),
            ["--help" | "-h"] => Ok(Self::Help),
            _ => Err(Misused),
        }
    }
}

/// What `--help` prints.
pub(super) fn help(name: &str) -> String {
    format!(
        "The {name} part of Parvis as a process of its own.

Usage: parvis-{name} [--attached]           serve, until SIGTERM or SIGINT
       parvis-{name} healthcheck [--live]   0 when the process at shared.listen is ready (--live: lives)

Options:
      --attached  End at once when standard input ends, with whoever started the process
  -h, --help      Print this
  -V, --version   Print the version

Settings are explained in deploy/config/shared.toml and deploy/config/{name}.toml. Each key is overridden by
PARVIS_<SECTION>__<KEY>; PARVIS_<SECTION>__<KEY>_FILE names a file that holds it."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Asked, Misused> {
        Asked::read(words.iter().map(|word| Ok((*word).to_owned())))
    }

    #[test]
    fn without_arguments_it_serves() {
        assert_eq!(read(&[]), Ok(Asked::Serve(Attachment::Free)));
        assert_eq!(read(&["--attached"]), Ok(Asked::Serve(Attachment::Attached)));
        assert_eq!(read(&["healthcheck"]), Ok(Asked::Healthcheck(Page::Ready)));
        assert_eq!(read(&["healthcheck", "--live"]), Ok(Asked::Healthcheck(Page::Live)));
    }

    #[test]
    fn an_argument_that_it_does_not_know_is_not_passed_over() {
        for words in [&["serve"][..], &["--attached", "more"], &["healthcheck", "live"], &[""]] {
            assert_eq!(read(words), Err(Misused), "{words:?}");
        }
    }
}
