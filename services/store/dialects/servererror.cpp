#include "store/dialects/servererror.h"

namespace billing::store {
namespace {

struct RefusalWords {
  ErrorKind kind;
  const char* code;
  const char* hint;
};

RefusalWords wordsFor(ServerRefusal refusal) {
  switch (refusal) {
    case ServerRefusal::Unreachable:
      return {ErrorKind::Unavailable, "database_unavailable",
              "Check that the server runs and that host and port are right; the next try connects anew"};
    case ServerRefusal::WrongPassword:
      return {ErrorKind::Unauthorized, "database_password",
              "Check user and password: the key ring keeps it, or --secret-file database=FILE brings it (billingctl: "
              "BILLING_DATABASE_PASSWORD_FILE)"};
    case ServerRefusal::NoSuchDatabase:
      return {ErrorKind::NotFound, "database_missing", "Check the name, or let the server's administrator create it"};
    case ServerRefusal::NoRights:
      return {ErrorKind::Forbidden, "database_rights",
              "Let the server's administrator grant it: billingctl database grants prints what each role needs"};
    case ServerRefusal::TlsRequired:
      return {ErrorKind::Unavailable, "database_tls_required", "Set tls = \"require\" in [database] of the profile"};
    case ServerRefusal::TlsMissing:
      return {ErrorKind::Unavailable, "database_tls_missing",
              "Switch on TLS on the server; without it everything, the password too, can be read on the way"};
    case ServerRefusal::Full:
      return {ErrorKind::Full, "database_full", "Free some space on the server; nothing that was acknowledged is lost"};
    case ServerRefusal::Busy:
      return {ErrorKind::Busy, "database_busy", "Wait until the other console is done, then try again"};
    case ServerRefusal::Withdrawn:
      return {ErrorKind::Cancelled, "cancelled", ""};
    case ServerRefusal::Other:
      break;
  }
  return {ErrorKind::Internal, "database_error", ""};
}

}  // namespace

Error serverError(ServerRefusal refusal, std::string what, std::string text) {
  const RefusalWords words = wordsFor(refusal);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  const bool again = refusal == ServerRefusal::Busy || refusal == ServerRefusal::Unreachable;
  return {words.kind, words.code, std::move(what), std::move(text), words.hint, again, ""};
}

}  // namespace billing::store
