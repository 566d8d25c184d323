//! A command or a fact as the `.proto` files describe it: their text, fields and options.

use anyhow::{Context as _, Result, ensure};
use protox::prost_reflect::{
    DescriptorPool, DynamicMessage, FileDescriptor, MessageDescriptor, ReflectMessage as _,
};

/// A message of the catalogue.
pub(crate) struct Listed {
    pub(crate) descriptor: MessageDescriptor,
    pub(crate) is_command: bool,
    /// The service of its package.
    pub(crate) service: String,
    pub(crate) since: String,
    pub(crate) said_by: Vec<String>,
    pub(crate) heard_by: Vec<String>,
    pub(crate) overheard_by: Vec<String>,
    pub(crate) text: String,
}

impl Listed {
    /// All messages of every `commands.proto` and `facts.proto`, package by package.
    pub(crate) fn all(pool: &DescriptorPool) -> Result<Vec<Self>> {
        let mut files: Vec<_> = pool.files().collect();
        files.sort_by(|a, b| a.name().cmp(b.name()));
        let messages = files.iter().flat_map(FileDescriptor::messages);
        messages.filter_map(|message| Self::read(message).transpose()).collect()
    }

    fn read(descriptor: MessageDescriptor) -> Result<Option<Self>> {
        let file = descriptor.parent_file();
        let is_command = match file.name().rsplit('/').next() {
            Some("commands.proto") => true,
            Some("facts.proto") => false,
            _ => return Ok(None),
        };
        let name = descriptor.full_name().to_owned();
        let service = descriptor.package_name().split('.').nth(1).context("parvis.<service>.v1")?;
        let options = descriptor.options();
        let said_by = texts(&options, "said_by")?;
        let listed = Self {
            is_command,
            service: service.to_owned(),
            since: texts(&options, "since")?.concat(),
            said_by: if is_command { said_by } else { vec![service.to_owned()] },
            heard_by: texts(&options, "heard_by")?,
            overheard_by: texts(&options, "overheard_by")?,
            text: comment(&file, descriptor.path()).with_context(|| format!("of {name}"))?,
            descriptor,
        };
        listed.check().with_context(|| name)?;
        Ok(Some(listed))
    }

    fn check(&self) -> Result<()> {
        ensure!(!self.since.is_empty(), "has no since");
        ensure!(!self.said_by.is_empty(), "is said by nobody");
        let own = [self.service.clone()];
        ensure!(!self.is_command || self.heard_by == own, "a command is heard by its service");
        ensure!(self.is_command || self.said_by == own, "a fact is said by its service alone");
        Ok(())
    }

    /// The protobuf full name.
    pub(crate) fn name(&self) -> &str {
        self.descriptor.full_name()
    }

    /// Whether a broker that finds no queue for it must say so.
    pub(crate) fn must_be_heard(&self) -> bool {
        !self.heard_by.is_empty()
    }
}

/// The comment above a message or a field, as one line.
pub(crate) fn comment(file: &FileDescriptor, path: &[i32]) -> Result<String> {
    let info = file.file_descriptor_proto().source_code_info.as_ref();
    let text = info
        .into_iter()
        .flat_map(|info| &info.location)
        .find(|location| location.path == path)
        .map(|location| {
            location.leading_comments().split_whitespace().collect::<Vec<_>>().join(" ")
        });
    text.filter(|text| !text.is_empty()).context("a comment is missing")
}

/// What an option of `parvis/v1/catalogue.proto` says: nothing, a text, or several.
fn texts(options: &DynamicMessage, option: &str) -> Result<Vec<String>> {
    let pool = options.descriptor().parent_pool().clone();
    let name = format!("parvis.v1.{option}");
    let extension = pool.get_extension_by_name(&name).context(name)?;
    let value = options.get_extension(&extension);
    let list = value
        .as_list()
        .map_or_else(|| vec![value.as_str()], |list| list.iter().map(|v| v.as_str()).collect());
    list.into_iter().map(|text| Ok(text.context("not a text")?.to_owned())).collect()
}
