//! What the signer typed and drew so far: it travels with the forms and is kept nowhere.

use serde::{Deserialize, Serialize};

use crate::domain::{BadImage, BadText, Drawing, SignerName};

/// The fields of the signing form as they come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Draft {
    /// `draw` or `type`.
    pub(crate) mode: String,
    /// The name to sign under.
    pub(crate) name: String,
    /// What was drawn, as a data URL.
    pub(crate) signature: String,
}

/// What the signer's mark is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// His name.
    pub(crate) name: SignerName,
    /// His drawing; without one his name is the mark.
    pub(crate) drawing: Option<Drawing>,
}

/// What is wrong with a form: the field, and the text that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Fault {
    /// The id of the field.
    pub(crate) field: &'static str,
    /// The key of the text.
    pub(crate) text: &'static str,
}

impl Draft {
    /// Whether the signer draws.
    pub(crate) fn is_drawn(&self) -> bool {
        self.mode == "draw"
    }

    /// Reads the form; all its faults together. Tens of milliseconds for a large drawing.
    pub(crate) fn read(&self) -> Result<Mark, Vec<Fault>> {
        let mut faults = Vec::new();
        let name = SignerName::parse(&self.name).map_err(|bad| faults.push(name_fault(bad))).ok();
        let drawing = self.is_drawn().then(|| Drawing::from_data_url(&self.signature)).transpose();
        let drawing = drawing.map_err(|bad| faults.push(drawing_fault(&self.signature, bad))).ok();
        match (name, drawing) {
            (Some(name), Some(drawing)) => Ok(Mark { name, drawing }),
            _ => Err(faults),
        }
    }
}

const fn name_fault(bad: BadText) -> Fault {
    let text = match bad {
        BadText::Empty => "fault.name.empty",
        BadText::TooLong(_) => "fault.name.long",
        BadText::Control => "fault.name.character",
    };
    Fault { field: "name", text }
}

const fn drawing_fault(sent: &str, bad: BadImage) -> Fault {
    let text = match bad {
        BadImage::Blank => "fault.drawing.empty",
        BadImage::NotDataUrl if sent.is_empty() => "fault.drawing.empty",
        BadImage::TooLarge | BadImage::Size => "fault.drawing.large",
        BadImage::NotDataUrl | BadImage::NotPng => "fault.drawing.broken",
    };
    Fault { field: "drawing", text }
}

impl Mark {
    /// The form that would bring it again, the drawing as the platform encoded it.
    pub(crate) fn draft(&self) -> Draft {
        let mode = if self.drawing.is_some() { "draw" } else { "type" };
        Draft {
            mode: mode.to_owned(),
            name: self.name.as_str().to_owned(),
            signature: self.drawing.as_ref().map(Drawing::data_url).unwrap_or_default(),
        }
    }
}
