#include "operations/selfsigningscript.h"

#include "operations/shellquote.h"

namespace billing::operations {
namespace {

using workspace::SignatureScheme;

bool isStandard(const FireRequest& request) {
  return request.route.scheme == SignatureScheme::StandardWebhooks || request.route.scheme == SignatureScheme::Svix;
}

bool isEd25519(const FireRequest& request) {
  return isStandard(request) && QByteArray::fromStdString(request.secret.text).trimmed().startsWith("whsk_");
}

// Inside double quotes.
QByteArray inDoubleQuotes(QByteArray text) {
  for (const char special : {'\\', '"', '$', '`'})
    text.replace(QByteArray(1, special), QByteArray(QByteArray("\\") + special));
  return text;
}

// HMAC (RFC 2104) from two SHA-256, because openssl takes a key only from its command line, where every process can
// read it.
constexpr auto kHmac = R"(hex() { od -An -v -tx1 | tr -d ' \n'; }
key=$(secret | hex)
[ ${#key} -le 128 ] || key=$(secret | openssl dgst -sha256 -binary | hex)
pad() { local i byte; for ((i = 0; i < 64; i++)); do byte=${key:i*2:2}; printf -v byte '\\x%02x' $((16#${byte:-0} ^ $1)); printf "$byte"; done; }
hmac() { { pad 0x5c; { pad 0x36; message; } | openssl dgst -sha256 -binary; } | openssl dgst -sha256 -binary; }
)";

constexpr auto kTextSecret = R"(secret() { printf '%s' "$text"; }
)";

constexpr auto kBase64Secret = R"(text=${text#whsec_}
while (( ${#text} % 4 )); do text+='='; done
secret() { printf '%s' "$text" | base64 -d; }
)";

// Ed25519 needs the key as a file: a private one, gone when the script ends. The DER frame is RFC 8410's.
constexpr auto kEd25519 = R"(umask 077
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
text=${text#whsk_}
{ printf '\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20'; printf '%s' "$text" | base64 -d | head -c 32; } > "$folder/key"
message > "$folder/message"
signature=$(openssl pkeyutl -sign -keyform DER -inkey "$folder/key" -rawin -in "$folder/message" | base64 | tr -d '\n')
)";

QByteArray messageFunction(const FireRequest& request) {
  if (isStandard(request)) return "message() { printf '%s.%s.' \"$id\" \"$timestamp\"; body; }\n";
  if (request.route.scheme == SignatureScheme::Stripe) return "message() { printf '%s.' \"$timestamp\"; body; }\n";
  return "message() { body; }\n";
}

QByteArray signatureSteps(const FireRequest& request) {
  if (isEd25519(request)) return kEd25519;
  const bool decoded = isStandard(request) && !request.secret.textIsKey;
  const QByteArray encode = isStandard(request) ? "base64 | tr -d '\\n'" : "hex";
  return (decoded ? QByteArray(kBase64Secret) : QByteArray(kTextSecret)) + kHmac + "signature=$(hmac | " + encode +
         ")\n";
}

// A line that does not occur in the script.
QByteArray endMark(const QByteArray& script) {
  QByteArray mark = "END_OF_EVENT";
  while (script.contains(mark)) mark += '_';
  return mark;
}

}  // namespace

QVector<QByteArray> selfSigningHeaders(const FireRequest& request) {
  if (request.route.scheme == SignatureScheme::Stripe) return {"Stripe-Signature: t=$timestamp,v1=$signature"};
  if (request.route.scheme == SignatureScheme::HmacHeader) {
    const QByteArray name = QByteArray::fromStdString(request.route.headerName);
    const bool github = name.compare("X-Hub-Signature-256", Qt::CaseInsensitive) == 0;
    return {inDoubleQuotes(name) + ": " + (github ? "sha256=" : "") + "$signature"};
  }
  const QByteArray family = request.route.scheme == SignatureScheme::Svix ? "svix-" : "webhook-";
  return {family + "id: $id", family + "timestamp: $timestamp",
          family + "signature: " + (isEd25519(request) ? "v1a" : "v1") + ",$signature"};
}

QByteArray selfSigningScript(const FireRequest& request, const QByteArray& send) {
  QByteArray script = "set -euo pipefail\n: \"${WEBHOOK_SECRET:?export WEBHOOK_SECRET first}\"\n";
  script += "text=${WEBHOOK_SECRET#\"${WEBHOOK_SECRET%%[![:space:]]*}\"}\ntext=${text%\"${text##*[![:space:]]}\"}\n";
  script += "body() { " + shellPrinting(request.body) + "; }\n";
  script += "id=" + shellQuoted(request.eventId) + "\ntimestamp=$(date +%s)\n";
  script += messageFunction(request) + signatureSteps(request) + send + "\n";
  const QByteArray mark = endMark(script);
  return "bash <<'" + mark + "'\n" + script + mark + "\n";
}

}  // namespace billing::operations
