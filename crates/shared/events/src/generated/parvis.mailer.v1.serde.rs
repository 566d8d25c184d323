impl serde::Serialize for MailFailed {
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
        let mut struct_ser = serializer.serialize_struct("parvis.mailer.v1.MailFailed", len)?;
        if true {
            struct_ser.serialize_field("mailId", &self.mail_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if true {
            struct_ser.serialize_field("template", &self.template)?;
        }
        if true {
            struct_ser.serialize_field("code", &self.code)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for MailFailed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "mail_id",
            "mailId",
            "application_id",
            "applicationId",
            "reference",
            "template",
            "code",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            MailId,
            ApplicationId,
            Reference,
            Template,
            Code,
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
                            "mailId" | "mail_id" => Ok(GeneratedField::MailId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "template" => Ok(GeneratedField::Template),
                            "code" => Ok(GeneratedField::Code),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = MailFailed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.mailer.v1.MailFailed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<MailFailed, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut mail_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut template__ = None;
                let mut code__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::MailId => {
                            if mail_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("mailId"));
                            }
                            mail_id__ = Some(map_.next_value()?);
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
                        GeneratedField::Template => {
                            if template__.is_some() {
                                return Err(serde::de::Error::duplicate_field("template"));
                            }
                            template__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(MailFailed {
                    mail_id: mail_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    template: template__.unwrap_or_default(),
                    code: code__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.mailer.v1.MailFailed", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for MailSent {
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
        let mut struct_ser = serializer.serialize_struct("parvis.mailer.v1.MailSent", len)?;
        if true {
            struct_ser.serialize_field("mailId", &self.mail_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if true {
            struct_ser.serialize_field("template", &self.template)?;
        }
        if let Some(v) = self.sent_at.as_ref() {
            struct_ser.serialize_field("sentAt", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for MailSent {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "mail_id",
            "mailId",
            "application_id",
            "applicationId",
            "reference",
            "template",
            "sent_at",
            "sentAt",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            MailId,
            ApplicationId,
            Reference,
            Template,
            SentAt,
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
                            "mailId" | "mail_id" => Ok(GeneratedField::MailId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "template" => Ok(GeneratedField::Template),
                            "sentAt" | "sent_at" => Ok(GeneratedField::SentAt),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = MailSent;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.mailer.v1.MailSent")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<MailSent, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut mail_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut template__ = None;
                let mut sent_at__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::MailId => {
                            if mail_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("mailId"));
                            }
                            mail_id__ = Some(map_.next_value()?);
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
                        GeneratedField::Template => {
                            if template__.is_some() {
                                return Err(serde::de::Error::duplicate_field("template"));
                            }
                            template__ = Some(map_.next_value()?);
                        }
                        GeneratedField::SentAt => {
                            if sent_at__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sentAt"));
                            }
                            sent_at__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(MailSent {
                    mail_id: mail_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    template: template__.unwrap_or_default(),
                    sent_at: sent_at__,
                })
            }
        }
        deserializer.deserialize_struct("parvis.mailer.v1.MailSent", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SendMail {
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
        let mut struct_ser = serializer.serialize_struct("parvis.mailer.v1.SendMail", len)?;
        if true {
            struct_ser.serialize_field("mailId", &self.mail_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if true {
            struct_ser.serialize_field("template", &self.template)?;
        }
        if true {
            struct_ser.serialize_field("owner", &self.owner)?;
        }
        if true {
            struct_ser.serialize_field("ownerId", &self.owner_id)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SendMail {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "mail_id",
            "mailId",
            "application_id",
            "applicationId",
            "reference",
            "template",
            "owner",
            "owner_id",
            "ownerId",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            MailId,
            ApplicationId,
            Reference,
            Template,
            Owner,
            OwnerId,
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
                            "mailId" | "mail_id" => Ok(GeneratedField::MailId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "template" => Ok(GeneratedField::Template),
                            "owner" => Ok(GeneratedField::Owner),
                            "ownerId" | "owner_id" => Ok(GeneratedField::OwnerId),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SendMail;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.mailer.v1.SendMail")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SendMail, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut mail_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut template__ = None;
                let mut owner__ = None;
                let mut owner_id__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::MailId => {
                            if mail_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("mailId"));
                            }
                            mail_id__ = Some(map_.next_value()?);
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
                        GeneratedField::Template => {
                            if template__.is_some() {
                                return Err(serde::de::Error::duplicate_field("template"));
                            }
                            template__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Owner => {
                            if owner__.is_some() {
                                return Err(serde::de::Error::duplicate_field("owner"));
                            }
                            owner__ = Some(map_.next_value()?);
                        }
                        GeneratedField::OwnerId => {
                            if owner_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ownerId"));
                            }
                            owner_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(SendMail {
                    mail_id: mail_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    template: template__.unwrap_or_default(),
                    owner: owner__.unwrap_or_default(),
                    owner_id: owner_id__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.mailer.v1.SendMail", FIELDS, GeneratedVisitor)
    }
}
