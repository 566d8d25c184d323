impl serde::Serialize for OnboardingCancelled {
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
        let mut struct_ser = serializer.serialize_struct("parvis.onboarding.v1.OnboardingCancelled", len)?;
        if true {
            struct_ser.serialize_field("onboardingId", &self.onboarding_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for OnboardingCancelled {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "onboarding_id",
            "onboardingId",
            "application_id",
            "applicationId",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            OnboardingId,
            ApplicationId,
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
                            "onboardingId" | "onboarding_id" => Ok(GeneratedField::OnboardingId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = OnboardingCancelled;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.onboarding.v1.OnboardingCancelled")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<OnboardingCancelled, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut onboarding_id__ = None;
                let mut application_id__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::OnboardingId => {
                            if onboarding_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("onboardingId"));
                            }
                            onboarding_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(OnboardingCancelled {
                    onboarding_id: onboarding_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.onboarding.v1.OnboardingCancelled", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for OnboardingCompleted {
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
        let mut struct_ser = serializer.serialize_struct("parvis.onboarding.v1.OnboardingCompleted", len)?;
        if true {
            struct_ser.serialize_field("onboardingId", &self.onboarding_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("tenantId", &self.tenant_id)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for OnboardingCompleted {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "onboarding_id",
            "onboardingId",
            "application_id",
            "applicationId",
            "tenant_id",
            "tenantId",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            OnboardingId,
            ApplicationId,
            TenantId,
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
                            "onboardingId" | "onboarding_id" => Ok(GeneratedField::OnboardingId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "tenantId" | "tenant_id" => Ok(GeneratedField::TenantId),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = OnboardingCompleted;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.onboarding.v1.OnboardingCompleted")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<OnboardingCompleted, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut onboarding_id__ = None;
                let mut application_id__ = None;
                let mut tenant_id__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::OnboardingId => {
                            if onboarding_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("onboardingId"));
                            }
                            onboarding_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::TenantId => {
                            if tenant_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("tenantId"));
                            }
                            tenant_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(OnboardingCompleted {
                    onboarding_id: onboarding_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    tenant_id: tenant_id__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.onboarding.v1.OnboardingCompleted", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for OnboardingFailed {
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
        let mut struct_ser = serializer.serialize_struct("parvis.onboarding.v1.OnboardingFailed", len)?;
        if true {
            struct_ser.serialize_field("onboardingId", &self.onboarding_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("step", &self.step)?;
        }
        if true {
            struct_ser.serialize_field("code", &self.code)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for OnboardingFailed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "onboarding_id",
            "onboardingId",
            "application_id",
            "applicationId",
            "step",
            "code",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            OnboardingId,
            ApplicationId,
            Step,
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
                            "onboardingId" | "onboarding_id" => Ok(GeneratedField::OnboardingId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "step" => Ok(GeneratedField::Step),
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
            type Value = OnboardingFailed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.onboarding.v1.OnboardingFailed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<OnboardingFailed, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut onboarding_id__ = None;
                let mut application_id__ = None;
                let mut step__ = None;
                let mut code__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::OnboardingId => {
                            if onboarding_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("onboardingId"));
                            }
                            onboarding_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Step => {
                            if step__.is_some() {
                                return Err(serde::de::Error::duplicate_field("step"));
                            }
                            step__ = Some(map_.next_value()?);
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
                Ok(OnboardingFailed {
                    onboarding_id: onboarding_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    step: step__.unwrap_or_default(),
                    code: code__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.onboarding.v1.OnboardingFailed", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for OnboardingStarted {
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
        let mut struct_ser = serializer.serialize_struct("parvis.onboarding.v1.OnboardingStarted", len)?;
        if true {
            struct_ser.serialize_field("onboardingId", &self.onboarding_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("journey", &self.journey)?;
        }
        if true {
            struct_ser.serialize_field("subdomain", &self.subdomain)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for OnboardingStarted {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "onboarding_id",
            "onboardingId",
            "application_id",
            "applicationId",
            "journey",
            "subdomain",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            OnboardingId,
            ApplicationId,
            Journey,
            Subdomain,
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
                            "onboardingId" | "onboarding_id" => Ok(GeneratedField::OnboardingId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "journey" => Ok(GeneratedField::Journey),
                            "subdomain" => Ok(GeneratedField::Subdomain),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = OnboardingStarted;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.onboarding.v1.OnboardingStarted")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<OnboardingStarted, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut onboarding_id__ = None;
                let mut application_id__ = None;
                let mut journey__ = None;
                let mut subdomain__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::OnboardingId => {
                            if onboarding_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("onboardingId"));
                            }
                            onboarding_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Journey => {
                            if journey__.is_some() {
                                return Err(serde::de::Error::duplicate_field("journey"));
                            }
                            journey__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Subdomain => {
                            if subdomain__.is_some() {
                                return Err(serde::de::Error::duplicate_field("subdomain"));
                            }
                            subdomain__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(OnboardingStarted {
                    onboarding_id: onboarding_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    journey: journey__.unwrap_or_default(),
                    subdomain: subdomain__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.onboarding.v1.OnboardingStarted", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for StepChanged {
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
        let mut struct_ser = serializer.serialize_struct("parvis.onboarding.v1.StepChanged", len)?;
        if true {
            struct_ser.serialize_field("onboardingId", &self.onboarding_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("step", &self.step)?;
        }
        if true {
            struct_ser.serialize_field("state", &self.state)?;
        }
        if true {
            struct_ser.serialize_field("attempt", &self.attempt)?;
        }
        if true {
            struct_ser.serialize_field("errorCode", &self.error_code)?;
        }
        if let Some(v) = self.next_try_at.as_ref() {
            struct_ser.serialize_field("nextTryAt", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for StepChanged {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "onboarding_id",
            "onboardingId",
            "application_id",
            "applicationId",
            "step",
            "state",
            "attempt",
            "error_code",
            "errorCode",
            "next_try_at",
            "nextTryAt",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            OnboardingId,
            ApplicationId,
            Step,
            State,
            Attempt,
            ErrorCode,
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
                            "onboardingId" | "onboarding_id" => Ok(GeneratedField::OnboardingId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "step" => Ok(GeneratedField::Step),
                            "state" => Ok(GeneratedField::State),
                            "attempt" => Ok(GeneratedField::Attempt),
                            "errorCode" | "error_code" => Ok(GeneratedField::ErrorCode),
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
            type Value = StepChanged;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.onboarding.v1.StepChanged")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<StepChanged, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut onboarding_id__ = None;
                let mut application_id__ = None;
                let mut step__ = None;
                let mut state__ = None;
                let mut attempt__ = None;
                let mut error_code__ = None;
                let mut next_try_at__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::OnboardingId => {
                            if onboarding_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("onboardingId"));
                            }
                            onboarding_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Step => {
                            if step__.is_some() {
                                return Err(serde::de::Error::duplicate_field("step"));
                            }
                            step__ = Some(map_.next_value()?);
                        }
                        GeneratedField::State => {
                            if state__.is_some() {
                                return Err(serde::de::Error::duplicate_field("state"));
                            }
                            state__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Attempt => {
                            if attempt__.is_some() {
                                return Err(serde::de::Error::duplicate_field("attempt"));
                            }
                            attempt__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::ErrorCode => {
                            if error_code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("errorCode"));
                            }
                            error_code__ = Some(map_.next_value()?);
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
                Ok(StepChanged {
                    onboarding_id: onboarding_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    step: step__.unwrap_or_default(),
                    state: state__.unwrap_or_default(),
                    attempt: attempt__.unwrap_or_default(),
                    error_code: error_code__.unwrap_or_default(),
                    next_try_at: next_try_at__,
                })
            }
        }
        deserializer.deserialize_struct("parvis.onboarding.v1.StepChanged", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for TenantActivated {
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
        let mut struct_ser = serializer.serialize_struct("parvis.onboarding.v1.TenantActivated", len)?;
        if true {
            struct_ser.serialize_field("onboardingId", &self.onboarding_id)?;
        }
        if true {
            struct_ser.serialize_field("applicationId", &self.application_id)?;
        }
        if true {
            struct_ser.serialize_field("subdomain", &self.subdomain)?;
        }
        if true {
            struct_ser.serialize_field("fullDomain", &self.full_domain)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for TenantActivated {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "onboarding_id",
            "onboardingId",
            "application_id",
            "applicationId",
            "subdomain",
            "full_domain",
            "fullDomain",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            OnboardingId,
            ApplicationId,
            Subdomain,
            FullDomain,
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
                            "onboardingId" | "onboarding_id" => Ok(GeneratedField::OnboardingId),
                            "applicationId" | "application_id" => Ok(GeneratedField::ApplicationId),
                            "subdomain" => Ok(GeneratedField::Subdomain),
                            "fullDomain" | "full_domain" => Ok(GeneratedField::FullDomain),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = TenantActivated;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct parvis.onboarding.v1.TenantActivated")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<TenantActivated, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut onboarding_id__ = None;
                let mut application_id__ = None;
                let mut subdomain__ = None;
                let mut full_domain__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::OnboardingId => {
                            if onboarding_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("onboardingId"));
                            }
                            onboarding_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ApplicationId => {
                            if application_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("applicationId"));
                            }
                            application_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Subdomain => {
                            if subdomain__.is_some() {
                                return Err(serde::de::Error::duplicate_field("subdomain"));
                            }
                            subdomain__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FullDomain => {
                            if full_domain__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fullDomain"));
                            }
                            full_domain__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(TenantActivated {
                    onboarding_id: onboarding_id__.unwrap_or_default(),
                    application_id: application_id__.unwrap_or_default(),
                    subdomain: subdomain__.unwrap_or_default(),
                    full_domain: full_domain__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("parvis.onboarding.v1.TenantActivated", FIELDS, GeneratedVisitor)
    }
}
