impl serde::Serialize for CompanyRejected {
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
        let mut struct_ser = serializer.serialize_struct("parvis.vat.v1.CompanyRejected", len)?;
        if true {
            struct_ser.serialize_field("verificationId", &self.verification_id)?;
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
        if true {
            struct_ser.serialize_field("source", &self.source)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CompanyRejected {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "verification_id",
            "verificationId",
            "application_id",
            "applicationId",
            "reference",
            "reason",
            "source",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            VerificationId,
            ApplicationId,
            Reference,
            Reason,
            Source,
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
                            "verificationId" | "verification_id" => Ok(GeneratedField::VerificationId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "reason" => Ok(GeneratedField::Reason),
                            "source" => Ok(GeneratedField::Source),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = CompanyRejected;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.vat.v1.CompanyRejected")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CompanyRejected, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut verification_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut reason__ = None;
                let mut source__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::VerificationId => {
                            if verification_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("verificationId"));
                            }
                            verification_id__ = Some(map_.next_value()?);
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
                        GeneratedField::Source => {
                            if source__.is_some() {
                                return Err(serde::de::Error::duplicate_field("source"));
                            }
                            source__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(CompanyRejected {
                    verification_id: verification_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                    source: source__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.vat.v1.CompanyRejected", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for CompanyVerified {
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
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("parvis.vat.v1.CompanyVerified", len)?;
        if true {
            struct_ser.serialize_field("verificationId", &self.verification_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if true {
            struct_ser.serialize_field("countryCode", &self.country_code)?;
        }
        if true {
            struct_ser.serialize_field("vatNumber", &self.vat_number)?;
        }
        if true {
            struct_ser.serialize_field("companyName", &self.company_name)?;
        }
        if true {
            struct_ser.serialize_field("companyAddress", &self.company_address)?;
        }
        if true {
            struct_ser.serialize_field("source", &self.source)?;
        }
        if true {
            struct_ser.serialize_field("status", &self.status)?;
        }
        if true {
            struct_ser.serialize_field("consultationNumber", &self.consultation_number)?;
        }
        if let Some(v) = self.checked_at.as_ref() {
            struct_ser.serialize_field("checkedAt", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CompanyVerified {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "verification_id",
            "verificationId",
            "application_id",
            "applicationId",
            "reference",
            "country_code",
            "countryCode",
            "vat_number",
            "vatNumber",
            "company_name",
            "companyName",
            "company_address",
            "companyAddress",
            "source",
            "status",
            "consultation_number",
            "consultationNumber",
            "checked_at",
            "checkedAt",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            VerificationId,
            ApplicationId,
            Reference,
            CountryCode,
            VatNumber,
            CompanyName,
            CompanyAddress,
            Source,
            Status,
            ConsultationNumber,
            CheckedAt,
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
                            "verificationId" | "verification_id" => Ok(GeneratedField::VerificationId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "countryCode" | "country_code" => Ok(GeneratedField::CountryCode),
                            "vatNumber" | "vat_number" => Ok(GeneratedField::VatNumber),
                            "companyName" | "company_name" => Ok(GeneratedField::CompanyName),
                            "companyAddress" | "company_address" => Ok(GeneratedField::CompanyAddress),
                            "source" => Ok(GeneratedField::Source),
                            "status" => Ok(GeneratedField::Status),
                            "consultationNumber" | "consultation_number" => Ok(GeneratedField::ConsultationNumber),
                            "checkedAt" | "checked_at" => Ok(GeneratedField::CheckedAt),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = CompanyVerified;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.vat.v1.CompanyVerified")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CompanyVerified, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut verification_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut country_code__ = None;
                let mut vat_number__ = None;
                let mut company_name__ = None;
                let mut company_address__ = None;
                let mut source__ = None;
                let mut status__ = None;
                let mut consultation_number__ = None;
                let mut checked_at__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::VerificationId => {
                            if verification_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("verificationId"));
                            }
                            verification_id__ = Some(map_.next_value()?);
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
                        GeneratedField::CountryCode => {
                            if country_code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("countryCode"));
                            }
                            country_code__ = Some(map_.next_value()?);
                        }
                        GeneratedField::VatNumber => {
                            if vat_number__.is_some() {
                                return Err(serde::de::Error::duplicate_field("vatNumber"));
                            }
                            vat_number__ = Some(map_.next_value()?);
                        }
                        GeneratedField::CompanyName => {
                            if company_name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("companyName"));
                            }
                            company_name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::CompanyAddress => {
                            if company_address__.is_some() {
                                return Err(serde::de::Error::duplicate_field("companyAddress"));
                            }
                            company_address__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Source => {
                            if source__.is_some() {
                                return Err(serde::de::Error::duplicate_field("source"));
                            }
                            source__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Status => {
                            if status__.is_some() {
                                return Err(serde::de::Error::duplicate_field("status"));
                            }
                            status__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ConsultationNumber => {
                            if consultation_number__.is_some() {
                                return Err(serde::de::Error::duplicate_field("consultationNumber"));
                            }
                            consultation_number__ = Some(map_.next_value()?);
                        }
                        GeneratedField::CheckedAt => {
                            if checked_at__.is_some() {
                                return Err(serde::de::Error::duplicate_field("checkedAt"));
                            }
                            checked_at__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(CompanyVerified {
                    verification_id: verification_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    country_code: country_code__.unwrap_or_default(),
                    vat_number: vat_number__.unwrap_or_default(),
                    company_name: company_name__.unwrap_or_default(),
                    company_address: company_address__.unwrap_or_default(),
                    source: source__.unwrap_or_default(),
                    status: status__.unwrap_or_default(),
                    consultation_number: consultation_number__.unwrap_or_default(),
                    checked_at: checked_at__,
                })
            }
        }
        deserializer.deserialize_struct("parvis.vat.v1.CompanyVerified", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for VerificationPending {
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
        let mut struct_ser = serializer.serialize_struct("parvis.vat.v1.VerificationPending", len)?;
        if true {
            struct_ser.serialize_field("verificationId", &self.verification_id)?;
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
        if let Some(v) = self.next_try_at.as_ref() {
            struct_ser.serialize_field("nextTryAt", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for VerificationPending {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "verification_id",
            "verificationId",
            "application_id",
            "applicationId",
            "reference",
            "reason",
            "next_try_at",
            "nextTryAt",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            VerificationId,
            ApplicationId,
            Reference,
            Reason,
            NextTryAt,
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
                            "verificationId" | "verification_id" => Ok(GeneratedField::VerificationId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "reason" => Ok(GeneratedField::Reason),
                            "nextTryAt" | "next_try_at" => Ok(GeneratedField::NextTryAt),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = VerificationPending;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.vat.v1.VerificationPending")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<VerificationPending, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut verification_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut reason__ = None;
                let mut next_try_at__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::VerificationId => {
                            if verification_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("verificationId"));
                            }
                            verification_id__ = Some(map_.next_value()?);
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
                        GeneratedField::NextTryAt => {
                            if next_try_at__.is_some() {
                                return Err(serde::de::Error::duplicate_field("nextTryAt"));
                            }
                            next_try_at__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(VerificationPending {
                    verification_id: verification_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                    next_try_at: next_try_at__,
                })
            }
        }
        deserializer.deserialize_struct("parvis.vat.v1.VerificationPending", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for VerifyCompany {
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
        let mut struct_ser = serializer.serialize_struct("parvis.vat.v1.VerifyCompany", len)?;
        if true {
            struct_ser.serialize_field("verificationId", &self.verification_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if true {
            struct_ser.serialize_field("vatNumber", &self.vat_number)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for VerifyCompany {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "verification_id",
            "verificationId",
            "application_id",
            "applicationId",
            "reference",
            "vat_number",
            "vatNumber",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            VerificationId,
            ApplicationId,
            Reference,
            VatNumber,
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
                            "verificationId" | "verification_id" => Ok(GeneratedField::VerificationId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "vatNumber" | "vat_number" => Ok(GeneratedField::VatNumber),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = VerifyCompany;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.vat.v1.VerifyCompany")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<VerifyCompany, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut verification_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut vat_number__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::VerificationId => {
                            if verification_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("verificationId"));
                            }
                            verification_id__ = Some(map_.next_value()?);
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
                        GeneratedField::VatNumber => {
                            if vat_number__.is_some() {
                                return Err(serde::de::Error::duplicate_field("vatNumber"));
                            }
                            vat_number__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(VerifyCompany {
                    verification_id: verification_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    vat_number: vat_number__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.vat.v1.VerifyCompany", FIELDS, GeneratedVisitor)
    }
}
