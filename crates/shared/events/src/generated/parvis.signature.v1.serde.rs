impl serde::Serialize for CollectSignature {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("parvis.signature.v1.CollectSignature", len)?;
        if true {
            struct_ser.serialize_field("signatureId", &self.signature_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if let Some(v) = self.document.as_ref() {
            struct_ser.serialize_field("document", v)?;
        }
        if let Some(v) = self.signer.as_ref() {
            struct_ser.serialize_field("signer", v)?;
        }
        if true {
            struct_ser.serialize_field("requester", &self.requester)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CollectSignature {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "signature_id",
            "signatureId",
            "application_id",
            "applicationId",
            "reference",
            "document",
            "signer",
            "requester",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            SignatureId,
            ApplicationId,
            Reference,
            Document,
            Signer,
            Requester,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "signatureId" | "signature_id" => Ok(GeneratedField::SignatureId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "document" => Ok(GeneratedField::Document),
                            "signer" => Ok(GeneratedField::Signer),
                            "requester" => Ok(GeneratedField::Requester),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = CollectSignature;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.signature.v1.CollectSignature")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CollectSignature, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut signature_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut document__ = None;
                let mut signer__ = None;
                let mut requester__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::SignatureId => {
                            if signature_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signatureId"));
                            }
                            signature_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = map_.next_value()?;
                        }
                        GeneratedField::Signer => {
                            if signer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signer"));
                            }
                            signer__ = map_.next_value()?;
                        }
                        GeneratedField::Requester => {
                            if requester__.is_some() {
                                return Err(serde::de::Error::duplicate_field("requester"));
                            }
                            requester__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(CollectSignature {
                    signature_id: signature_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    document: document__,
                    signer: signer__,
                    requester: requester__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.signature.v1.CollectSignature", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SignatureCompleted {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("parvis.signature.v1.SignatureCompleted", len)?;
        if true {
            struct_ser.serialize_field("signatureId", &self.signature_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if let Some(v) = self.document.as_ref() {
            struct_ser.serialize_field("document", v)?;
        }
        if let Some(v) = self.signed.as_ref() {
            struct_ser.serialize_field("signed", v)?;
        }
        if true {
            struct_ser.serialize_field("level", &self.level)?;
        }
        if let Some(v) = self.signed_at.as_ref() {
            struct_ser.serialize_field("signedAt", v)?;
        }
        if let Some(v) = self.sealed_at.as_ref() {
            struct_ser.serialize_field("sealedAt", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SignatureCompleted {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "signature_id",
            "signatureId",
            "application_id",
            "applicationId",
            "reference",
            "document",
            "signed",
            "level",
            "signed_at",
            "signedAt",
            "sealed_at",
            "sealedAt",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            SignatureId,
            ApplicationId,
            Reference,
            Document,
            Signed,
            Level,
            SignedAt,
            SealedAt,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "signatureId" | "signature_id" => Ok(GeneratedField::SignatureId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "document" => Ok(GeneratedField::Document),
                            "signed" => Ok(GeneratedField::Signed),
                            "level" => Ok(GeneratedField::Level),
                            "signedAt" | "signed_at" => Ok(GeneratedField::SignedAt),
                            "sealedAt" | "sealed_at" => Ok(GeneratedField::SealedAt),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SignatureCompleted;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.signature.v1.SignatureCompleted")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SignatureCompleted, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut signature_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut document__ = None;
                let mut signed__ = None;
                let mut level__ = None;
                let mut signed_at__ = None;
                let mut sealed_at__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::SignatureId => {
                            if signature_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signatureId"));
                            }
                            signature_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = map_.next_value()?;
                        }
                        GeneratedField::Signed => {
                            if signed__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signed"));
                            }
                            signed__ = map_.next_value()?;
                        }
                        GeneratedField::Level => {
                            if level__.is_some() {
                                return Err(serde::de::Error::duplicate_field("level"));
                            }
                            level__ = Some(map_.next_value()?);
                        }
                        GeneratedField::SignedAt => {
                            if signed_at__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signedAt"));
                            }
                            signed_at__ = map_.next_value()?;
                        }
                        GeneratedField::SealedAt => {
                            if sealed_at__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sealedAt"));
                            }
                            sealed_at__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(SignatureCompleted {
                    signature_id: signature_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    document: document__,
                    signed: signed__,
                    level: level__.unwrap_or_default(),
                    signed_at: signed_at__,
                    sealed_at: sealed_at__,
                })
            }
        }
        deserializer.deserialize_struct("parvis.signature.v1.SignatureCompleted", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SignatureDeclined {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("parvis.signature.v1.SignatureDeclined", len)?;
        if true {
            struct_ser.serialize_field("signatureId", &self.signature_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if let Some(v) = self.document.as_ref() {
            struct_ser.serialize_field("document", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SignatureDeclined {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "signature_id",
            "signatureId",
            "application_id",
            "applicationId",
            "reference",
            "document",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            SignatureId,
            ApplicationId,
            Reference,
            Document,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "signatureId" | "signature_id" => Ok(GeneratedField::SignatureId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "document" => Ok(GeneratedField::Document),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SignatureDeclined;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.signature.v1.SignatureDeclined")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SignatureDeclined, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut signature_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut document__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::SignatureId => {
                            if signature_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signatureId"));
                            }
                            signature_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(SignatureDeclined {
                    signature_id: signature_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    document: document__,
                })
            }
        }
        deserializer.deserialize_struct("parvis.signature.v1.SignatureDeclined", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SignatureRequested {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("parvis.signature.v1.SignatureRequested", len)?;
        if true {
            struct_ser.serialize_field("signatureId", &self.signature_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if let Some(v) = self.document.as_ref() {
            struct_ser.serialize_field("document", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SignatureRequested {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "signature_id",
            "signatureId",
            "application_id",
            "applicationId",
            "reference",
            "document",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            SignatureId,
            ApplicationId,
            Reference,
            Document,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "signatureId" | "signature_id" => Ok(GeneratedField::SignatureId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "document" => Ok(GeneratedField::Document),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SignatureRequested;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.signature.v1.SignatureRequested")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SignatureRequested, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut signature_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut document__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::SignatureId => {
                            if signature_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signatureId"));
                            }
                            signature_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(SignatureRequested {
                    signature_id: signature_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    document: document__,
                })
            }
        }
        deserializer.deserialize_struct("parvis.signature.v1.SignatureRequested", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SignatureVoided {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("parvis.signature.v1.SignatureVoided", len)?;
        if true {
            struct_ser.serialize_field("signatureId", &self.signature_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if true {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SignatureVoided {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "signature_id",
            "signatureId",
            "application_id",
            "applicationId",
            "reference",
            "reason",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            SignatureId,
            ApplicationId,
            Reference,
            Reason,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "signatureId" | "signature_id" => Ok(GeneratedField::SignatureId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SignatureVoided;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.signature.v1.SignatureVoided")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SignatureVoided, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut signature_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::SignatureId => {
                            if signature_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signatureId"));
                            }
                            signature_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(SignatureVoided {
                    signature_id: signature_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.signature.v1.SignatureVoided", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for VoidSignature {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("parvis.signature.v1.VoidSignature", len)?;
        if true {
            struct_ser.serialize_field("signatureId", &self.signature_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for VoidSignature {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "signature_id",
            "signatureId",
            "application_id",
            "applicationId",
            "reference",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            SignatureId,
            ApplicationId,
            Reference,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "signatureId" | "signature_id" => Ok(GeneratedField::SignatureId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = VoidSignature;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.signature.v1.VoidSignature")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<VoidSignature, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut signature_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::SignatureId => {
                            if signature_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signatureId"));
                            }
                            signature_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(VoidSignature {
                    signature_id: signature_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.signature.v1.VoidSignature", FIELDS, GeneratedVisitor)
    }
}
