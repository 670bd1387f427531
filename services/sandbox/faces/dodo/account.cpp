// What the sandbox has one of, or none: the brand, money that is paid out, licences, countries.
#include <QJsonDocument>

#include "sandbox/faces/dodo/desk.h"
#include "sandbox/faces/dodo/isocodes.h"

namespace billing::sandbox::dodo {

namespace {

Reply noItems(Desk&, const Asked&) {
  return items({});
}

QJsonObject brandJson() {
  return {{"brand_id"_L1, brandId},
          {"business_id"_L1, businessId},
          {"enabled"_L1, true},
          {"statement_descriptor"_L1, "SANDBOX"_L1},
          {"verification_enabled"_L1, false},
          {"verification_status"_L1, "Success"_L1},
          {"description"_L1, QJsonValue::Null},
          {"image"_L1, QJsonValue::Null},
          {"name"_L1, "Sandbox"_L1},
          {"reason_for_hold"_L1, QJsonValue::Null},
          {"support_email"_L1, QJsonValue::Null},
          {"url"_L1, QJsonValue::Null}};
}

Reply retrieveBrand(Desk&, const Asked& asked) {
  if (asked.params["id"] != brandId.latin1()) return notFound("Brand", asked.params["id"]);
  return json(brandJson());
}

Reply listCountries(Desk&, const Asked&) {
  QJsonArray codes;
  for (const auto code : countryCodes()) codes.append(jsonString(code));
  return CallAnswer{200, QJsonDocument(codes).toJson(QJsonDocument::Compact).toStdString(), "application/json", {}};
}

Reply noLicence(Desk&, const Asked&) {
  return problem(404, "LICENSE_KEY_NOT_FOUND", "License key not found");
}

}  // namespace

void addAccount(Endpoints& to) {
  to.add("GET", "/brands", "", [](Desk&, const Asked&) -> Reply { return items({brandJson()}); });
  to.add("GET", "/brands/{id}", "", retrieveBrand);
  to.add("PATCH", "/brands/{id}", "", [](Desk&, const Asked&) -> Reply {
    return problem(403, "UNABLE_TO_EDIT_PRIMARY_BRAND", "Primary brand cannot be updated via this API endpoint");
  });
  to.add("POST", "/brands", "", [](Desk&, const Asked&) -> Reply {
    return problem(403, "BRAND_SUBMISSION_NOT_ENABLED", "Further brands are not enabled for this business");
  });
  to.add("GET", "/balances/ledger", "created_at_gte:t created_at_lte:t currency:c", noItems);
  to.add("GET", "/checkout/supported_countries", "", listCountries);
  for (const char* path : {"/entitlements", "/product-collections", "/blocklist/customers"})
    to.add("GET", path, "", noItems);
}

void addLicences(Endpoints& to) {
  to.add("POST", "/licenses/activate", "license_key!:s name!:s", noLicence);
  to.add("POST", "/licenses/deactivate", "license_key!:s license_key_instance_id!:s", noLicence);
  to.add("POST", "/licenses/validate", "license_key!:s license_key_instance_id:s",
         [](Desk&, const Asked&) -> Reply { return json({{"valid"_L1, false}}); });
  to.add("GET", "/license_keys", "status:(active|expired|disabled) customer_id:s product_id:s", noItems);
  to.add("GET", "/license_keys/{id}", "", noLicence);
  to.add("PATCH", "/license_keys/{id}", "activations_limit:n disabled:b expires_at:t", noLicence);
  to.add("GET", "/license_key_instances", "license_key_id:s", noItems);
  to.add("GET", "/license_key_instances/{id}", "",
         [](Desk&, const Asked& asked) -> Reply { return notFound("License key instance", asked.params["id"]); });
}

}  // namespace billing::sandbox::dodo
