impl serde::Serialize for CancelContract {
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
        let mut struct_ser = serializer.serialize_struct("parvis.contract.v1.CancelContract", len)?;
        if true {
            struct_ser.serialize_field("contractId", &self.contract_id)?;
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
impl<'de> serde::Deserialize<'de> for CancelContract {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "contract_id",
            "contractId",
            "application_id",
            "applicationId",
            "reference",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ContractId,
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
                            "contractId" | "contract_id" => Ok(GeneratedField::ContractId),
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
            type Value = CancelContract;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.contract.v1.CancelContract")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CancelContract, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut contract_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ContractId => {
                            if contract_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("contractId"));
                            }
                            contract_id__ = Some(map_.next_value()?);
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
                Ok(CancelContract {
                    contract_id: contract_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.contract.v1.CancelContract", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ContractCancelled {
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
        let mut struct_ser = serializer.serialize_struct("parvis.contract.v1.ContractCancelled", len)?;
        if true {
            struct_ser.serialize_field("contractId", &self.contract_id)?;
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
impl<'de> serde::Deserialize<'de> for ContractCancelled {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "contract_id",
            "contractId",
            "application_id",
            "applicationId",
            "reference",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ContractId,
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
                            "contractId" | "contract_id" => Ok(GeneratedField::ContractId),
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
            type Value = ContractCancelled;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.contract.v1.ContractCancelled")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ContractCancelled, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut contract_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ContractId => {
                            if contract_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("contractId"));
                            }
                            contract_id__ = Some(map_.next_value()?);
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
                Ok(ContractCancelled {
                    contract_id: contract_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.contract.v1.ContractCancelled", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ContractGenerated {
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
        let mut struct_ser = serializer.serialize_struct("parvis.contract.v1.ContractGenerated", len)?;
        if true {
            struct_ser.serialize_field("contractId", &self.contract_id)?;
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
        if true {
            struct_ser.serialize_field("pages", &self.pages)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ContractGenerated {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "contract_id",
            "contractId",
            "application_id",
            "applicationId",
            "reference",
            "document",
            "pages",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ContractId,
            ApplicationId,
            Reference,
            Document,
            Pages,
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
                            "contractId" | "contract_id" => Ok(GeneratedField::ContractId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "document" => Ok(GeneratedField::Document),
                            "pages" => Ok(GeneratedField::Pages),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ContractGenerated;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.contract.v1.ContractGenerated")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ContractGenerated, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut contract_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut document__ = None;
                let mut pages__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ContractId => {
                            if contract_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("contractId"));
                            }
                            contract_id__ = Some(map_.next_value()?);
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
                        GeneratedField::Pages => {
                            if pages__.is_some() {
                                return Err(serde::de::Error::duplicate_field("pages"));
                            }
                            pages__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ContractGenerated {
                    contract_id: contract_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    document: document__,
                    pages: pages__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.contract.v1.ContractGenerated", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ContractRefused {
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
        let mut struct_ser = serializer.serialize_struct("parvis.contract.v1.ContractRefused", len)?;
        if true {
            struct_ser.serialize_field("contractId", &self.contract_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if true {
            struct_ser.serialize_field("code", &self.code)?;
        }
        if true {
            struct_ser.serialize_field("hint", &self.hint)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ContractRefused {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "contract_id",
            "contractId",
            "application_id",
            "applicationId",
            "reference",
            "code",
            "hint",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ContractId,
            ApplicationId,
            Reference,
            Code,
            Hint,
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
                            "contractId" | "contract_id" => Ok(GeneratedField::ContractId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "code" => Ok(GeneratedField::Code),
                            "hint" => Ok(GeneratedField::Hint),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ContractRefused;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.contract.v1.ContractRefused")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ContractRefused, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut contract_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut code__ = None;
                let mut hint__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ContractId => {
                            if contract_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("contractId"));
                            }
                            contract_id__ = Some(map_.next_value()?);
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
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Hint => {
                            if hint__.is_some() {
                                return Err(serde::de::Error::duplicate_field("hint"));
                            }
                            hint__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ContractRefused {
                    contract_id: contract_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    code: code__.unwrap_or_default(),
                    hint: hint__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.contract.v1.ContractRefused", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ContractReserved {
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
        let mut struct_ser = serializer.serialize_struct("parvis.contract.v1.ContractReserved", len)?;
        if true {
            struct_ser.serialize_field("contractId", &self.contract_id)?;
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
impl<'de> serde::Deserialize<'de> for ContractReserved {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "contract_id",
            "contractId",
            "application_id",
            "applicationId",
            "reference",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ContractId,
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
                            "contractId" | "contract_id" => Ok(GeneratedField::ContractId),
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
            type Value = ContractReserved;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.contract.v1.ContractReserved")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ContractReserved, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut contract_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ContractId => {
                            if contract_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("contractId"));
                            }
                            contract_id__ = Some(map_.next_value()?);
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
                Ok(ContractReserved {
                    contract_id: contract_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.contract.v1.ContractReserved", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ContractSigned {
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
        let mut struct_ser = serializer.serialize_struct("parvis.contract.v1.ContractSigned", len)?;
        if true {
            struct_ser.serialize_field("contractId", &self.contract_id)?;
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
        if let Some(v) = self.signed_at.as_ref() {
            struct_ser.serialize_field("signedAt", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ContractSigned {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "contract_id",
            "contractId",
            "application_id",
            "applicationId",
            "reference",
            "document",
            "signed_at",
            "signedAt",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ContractId,
            ApplicationId,
            Reference,
            Document,
            SignedAt,
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
                            "contractId" | "contract_id" => Ok(GeneratedField::ContractId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "document" => Ok(GeneratedField::Document),
                            "signedAt" | "signed_at" => Ok(GeneratedField::SignedAt),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ContractSigned;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.contract.v1.ContractSigned")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ContractSigned, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut contract_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut document__ = None;
                let mut signed_at__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ContractId => {
                            if contract_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("contractId"));
                            }
                            contract_id__ = Some(map_.next_value()?);
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
                        GeneratedField::SignedAt => {
                            if signed_at__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signedAt"));
                            }
                            signed_at__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ContractSigned {
                    contract_id: contract_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    document: document__,
                    signed_at: signed_at__,
                })
            }
        }
        deserializer.deserialize_struct("parvis.contract.v1.ContractSigned", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for GenerateContract {
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
        let mut struct_ser = serializer.serialize_struct("parvis.contract.v1.GenerateContract", len)?;
        if true {
            struct_ser.serialize_field("contractId", &self.contract_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if let Some(v) = self.order.as_ref() {
            struct_ser.serialize_field("order", v)?;
        }
        if let Some(v) = self.vat_proof.as_ref() {
            struct_ser.serialize_field("vatProof", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for GenerateContract {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "contract_id",
            "contractId",
            "application_id",
            "applicationId",
            "reference",
            "order",
            "vat_proof",
            "vatProof",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ContractId,
            ApplicationId,
            Reference,
            Order,
            VatProof,
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
                            "contractId" | "contract_id" => Ok(GeneratedField::ContractId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "reference" => Ok(GeneratedField::Reference),
                            "order" => Ok(GeneratedField::Order),
                            "vatProof" | "vat_proof" => Ok(GeneratedField::VatProof),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = GenerateContract;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.contract.v1.GenerateContract")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<GenerateContract, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut contract_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                let mut order__ = None;
                let mut vat_proof__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ContractId => {
                            if contract_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("contractId"));
                            }
                            contract_id__ = Some(map_.next_value()?);
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
                        GeneratedField::Order => {
                            if order__.is_some() {
                                return Err(serde::de::Error::duplicate_field("order"));
                            }
                            order__ = map_.next_value()?;
                        }
                        GeneratedField::VatProof => {
                            if vat_proof__.is_some() {
                                return Err(serde::de::Error::duplicate_field("vatProof"));
                            }
                            vat_proof__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(GenerateContract {
                    contract_id: contract_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    order: order__,
                    vat_proof: vat_proof__,
                })
            }
        }
        deserializer.deserialize_struct("parvis.contract.v1.GenerateContract", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Order {
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
        if true {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("parvis.contract.v1.Order", len)?;
        if true {
            struct_ser.serialize_field("companyName", &self.company_name)?;
        }
        if true {
            struct_ser.serialize_field("legalForm", &self.legal_form)?;
        }
        if true {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("capitalCents", ToString::to_string(&self.capital_cents).as_str())?;
        }
        if true {
            struct_ser.serialize_field("addressLines", &self.address_lines)?;
        }
        if true {
            struct_ser.serialize_field("siret", &self.siret)?;
        }
        if true {
            struct_ser.serialize_field("vatNumber", &self.vat_number)?;
        }
        if true {
            struct_ser.serialize_field("subscriptionType", &self.subscription_type)?;
        }
        if true {
            struct_ser.serialize_field("durationMonths", &self.duration_months)?;
        }
        if true {
            struct_ser.serialize_field("afretIa", &self.afret_ia)?;
        }
        if true {
            struct_ser.serialize_field("sms", &self.sms)?;
        }
        if true {
            struct_ser.serialize_field("representative", &self.representative)?;
        }
        if true {
            struct_ser.serialize_field("paymentMethod", &self.payment_method)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Order {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "company_name",
            "companyName",
            "legal_form",
            "legalForm",
            "capital_cents",
            "capitalCents",
            "address_lines",
            "addressLines",
            "siret",
            "vat_number",
            "vatNumber",
            "subscription_type",
            "subscriptionType",
            "duration_months",
            "durationMonths",
            "afret_ia",
            "afretIa",
            "sms",
            "representative",
            "payment_method",
            "paymentMethod",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            CompanyName,
            LegalForm,
            CapitalCents,
            AddressLines,
            Siret,
            VatNumber,
            SubscriptionType,
            DurationMonths,
            AfretIa,
            Sms,
            Representative,
            PaymentMethod,
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
                            "companyName" | "company_name" => Ok(GeneratedField::CompanyName),
                            "legalForm" | "legal_form" => Ok(GeneratedField::LegalForm),
                            "capitalCents" | "capital_cents" => Ok(GeneratedField::CapitalCents),
                            "addressLines" | "address_lines" => Ok(GeneratedField::AddressLines),
                            "siret" => Ok(GeneratedField::Siret),
                            "vatNumber" | "vat_number" => Ok(GeneratedField::VatNumber),
                            "subscriptionType" | "subscription_type" => Ok(GeneratedField::SubscriptionType),
                            "durationMonths" | "duration_months" => Ok(GeneratedField::DurationMonths),
                            "afretIa" | "afret_ia" => Ok(GeneratedField::AfretIa),
                            "sms" => Ok(GeneratedField::Sms),
                            "representative" => Ok(GeneratedField::Representative),
                            "paymentMethod" | "payment_method" => Ok(GeneratedField::PaymentMethod),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Order;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.contract.v1.Order")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Order, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut company_name__ = None;
                let mut legal_form__ = None;
                let mut capital_cents__ = None;
                let mut address_lines__ = None;
                let mut siret__ = None;
                let mut vat_number__ = None;
                let mut subscription_type__ = None;
                let mut duration_months__ = None;
                let mut afret_ia__ = None;
                let mut sms__ = None;
                let mut representative__ = None;
                let mut payment_method__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::CompanyName => {
                            if company_name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("companyName"));
                            }
                            company_name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::LegalForm => {
                            if legal_form__.is_some() {
                                return Err(serde::de::Error::duplicate_field("legalForm"));
                            }
                            legal_form__ = Some(map_.next_value()?);
                        }
                        GeneratedField::CapitalCents => {
                            if capital_cents__.is_some() {
                                return Err(serde::de::Error::duplicate_field("capitalCents"));
                            }
                            capital_cents__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::AddressLines => {
                            if address_lines__.is_some() {
                                return Err(serde::de::Error::duplicate_field("addressLines"));
                            }
                            address_lines__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Siret => {
                            if siret__.is_some() {
                                return Err(serde::de::Error::duplicate_field("siret"));
                            }
                            siret__ = Some(map_.next_value()?);
                        }
                        GeneratedField::VatNumber => {
                            if vat_number__.is_some() {
                                return Err(serde::de::Error::duplicate_field("vatNumber"));
                            }
                            vat_number__ = Some(map_.next_value()?);
                        }
                        GeneratedField::SubscriptionType => {
                            if subscription_type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("subscriptionType"));
                            }
                            subscription_type__ = Some(map_.next_value()?);
                        }
                        GeneratedField::DurationMonths => {
                            if duration_months__.is_some() {
                                return Err(serde::de::Error::duplicate_field("durationMonths"));
                            }
                            duration_months__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::AfretIa => {
                            if afret_ia__.is_some() {
                                return Err(serde::de::Error::duplicate_field("afretIa"));
                            }
                            afret_ia__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Sms => {
                            if sms__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sms"));
                            }
                            sms__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Representative => {
                            if representative__.is_some() {
                                return Err(serde::de::Error::duplicate_field("representative"));
                            }
                            representative__ = Some(map_.next_value()?);
                        }
                        GeneratedField::PaymentMethod => {
                            if payment_method__.is_some() {
                                return Err(serde::de::Error::duplicate_field("paymentMethod"));
                            }
                            payment_method__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Order {
                    company_name: company_name__.unwrap_or_default(),
                    legal_form: legal_form__.unwrap_or_default(),
                    capital_cents: capital_cents__.unwrap_or_default(),
                    address_lines: address_lines__.unwrap_or_default(),
                    siret: siret__.unwrap_or_default(),
                    vat_number: vat_number__.unwrap_or_default(),
                    subscription_type: subscription_type__.unwrap_or_default(),
                    duration_months: duration_months__.unwrap_or_default(),
                    afret_ia: afret_ia__.unwrap_or_default(),
                    sms: sms__.unwrap_or_default(),
                    representative: representative__.unwrap_or_default(),
                    payment_method: payment_method__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.contract.v1.Order", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ReserveContract {
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
        let mut struct_ser = serializer.serialize_struct("parvis.contract.v1.ReserveContract", len)?;
        if true {
            struct_ser.serialize_field("contractId", &self.contract_id)?;
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
impl<'de> serde::Deserialize<'de> for ReserveContract {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "contract_id",
            "contractId",
            "application_id",
            "applicationId",
            "reference",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ContractId,
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
                            "contractId" | "contract_id" => Ok(GeneratedField::ContractId),
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
            type Value = ReserveContract;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.contract.v1.ReserveContract")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ReserveContract, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut contract_id__ = None;
                let mut application_id__ = None;
                let mut reference__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ContractId => {
                            if contract_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("contractId"));
                            }
                            contract_id__ = Some(map_.next_value()?);
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
                Ok(ReserveContract {
                    contract_id: contract_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.contract.v1.ReserveContract", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for VatProof {
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
        let mut struct_ser = serializer.serialize_struct("parvis.contract.v1.VatProof", len)?;
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
impl<'de> serde::Deserialize<'de> for VatProof {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "source",
            "status",
            "consultation_number",
            "consultationNumber",
            "checked_at",
            "checkedAt",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
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
            type Value = VatProof;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.contract.v1.VatProof")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<VatProof, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut source__ = None;
                let mut status__ = None;
                let mut consultation_number__ = None;
                let mut checked_at__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
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
                Ok(VatProof {
                    source: source__.unwrap_or_default(),
                    status: status__.unwrap_or_default(),
                    consultation_number: consultation_number__.unwrap_or_default(),
                    checked_at: checked_at__,
                })
            }
        }
        deserializer.deserialize_struct("parvis.contract.v1.VatProof", FIELDS, GeneratedVisitor)
    }
}
