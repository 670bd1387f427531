#include "sandbox/ledger/ledger.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <array>

#include "sandbox/ledger/entityjson.h"
#include "support/jsonstring.h"

namespace billing::sandbox {
namespace {

constexpr const char* ledgerStateKind = "ledger";

template <class T>
std::string keptText(const T& entity) {
  return entityToJson(entity);
}

// Its secret is the workspace's own, from the key ring or a secret file: whoever starts the sandbox gives it again.
std::string keptText(const Endpoint& endpoint) {
  if (!endpoint.fromCommandLine) return entityToJson(endpoint);
  Endpoint bare = endpoint;
  bare.secret.clear();
  bare.previousSecret.clear();
  return entityToJson(bare);
}

std::string ledgerStateText(const Ledger& ledger) {
  std::string text = "{\"clockOffsetMs\":" + std::to_string(ledger.clockOffsetMs) +
                     ",\"nextId\":" + std::to_string(ledger.nextId) +
                     ",\"nextInvoiceNumber\":" + std::to_string(ledger.nextInvoiceNumber) +
                     ",\"dodoDunning\":" + (ledger.dodoDunning ? "true" : "false") + ",\"afterDunning\":";
  appendJsonString(text, ledger.afterDunning);
  return text + "}";
}

void readLedgerState(const std::string& text, Ledger& ledger) {
  const QJsonObject state = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
  ledger.clockOffsetMs = state[u"clockOffsetMs"].toInteger();
  ledger.nextId = static_cast<std::uint64_t>(state[u"nextId"].toInteger(1));
  ledger.nextInvoiceNumber = state[u"nextInvoiceNumber"].toInteger(1);
  ledger.dodoDunning = state[u"dodoDunning"].toBool();
  ledger.afterDunning = state[u"afterDunning"].toString(QStringLiteral("cancel")).toStdString();
}

// The finaliser of splitmix64: a bijection, so that different numbers stay different.
std::uint64_t scattered(std::uint64_t number) {
  number += 0x9e3779b97f4a7c15U;
  number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
  number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
  return number ^ (number >> 31U);
}

void appendIdCharacters(std::string& out, std::uint64_t number, int count) {
  static constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  for (int i = 0; i < count; ++i, number /= alphabet.size()) out += alphabet[number % alphabet.size()];
}

}  // namespace

std::string Ledger::newId(const std::string& prefix) {
  const std::uint64_t number = nextId++;
  std::string id = prefix;
  appendIdCharacters(id, scattered(number), 11);  // all 64 bits: never the same twice
  appendIdCharacters(id, scattered(~number), 11);
  appendIdCharacters(id, number, 2);
  return id;
}

template <class Visitor>
void Ledger::eachTable(const Visitor& visit) {
  visit("product", products);
  visit("price", prices);
  visit("customer", customers);
  visit("payment_method", paymentMethods);
  visit("subscription", subscriptions);
  visit("granted_discount", grantedDiscounts);
  visit("discount", discounts);
  visit("promotion_code", promotionCodes);
  visit("invoice", invoices);
  visit("invoice_item", invoiceItems);
  visit("payment", payments);
  visit("charge", charges);
  visit("refund", refunds);
  visit("dispute", disputes);
  visit("credit_note", creditNotes);
  visit("checkout", checkouts);
  visit("portal", portals);
  visit("meter", meters);
  visit("usage", usage);
  visit("credit_entitlement", creditEntitlements);
  visit("credit_grant", creditGrants);
  visit("credit_entry", creditEntries);
  visit("test_clock", testClocks);
  visit("endpoint", endpoints);
  visit("event", events);
  visit("delivery", deliveries);
  visit("kept_answer", keptAnswers);
  visit("plain", plain);
}

Result<std::unique_ptr<Ledger>> Ledger::open(const std::string& file) {
  auto ledger = std::make_unique<Ledger>();
  if (file.empty()) return ledger;
  auto opened = store::DocumentFile::open(file);
  if (!opened) return failure(opened.error());
  ledger->file_ = std::move(*opened);
  if (auto loaded = ledger->load(); !loaded) return failure(loaded.error());
  return ledger;
}

Result<void> Ledger::load() {
  std::unordered_map<std::string, std::function<Result<void>(const store::Document&)>> readers;
  eachTable([&]<class T>(const char* kind, Table<T>& table) {
    readers[kind] = [&table](const store::Document& document) -> Result<void> {
      auto entity = entityFromJson<T>(document.body);
      if (!entity) return failure(entity.error());
      table.add(std::move(*entity));
      return {};
    };
  });
  Result<void> outcome;
  auto loaded = file_->load([&](const store::Document& document) {
    if (!outcome) return;
    if (document.kind == ledgerStateKind) return readLedgerState(savedState_ = document.body, *this);
    if (const auto reader = readers.find(document.kind); reader != readers.end()) outcome = reader->second(document);
  });
  if (!loaded) return loaded;
  eachTable([](const char*, auto& table) { table.touched().clear(); });
  return outcome;
}

Result<void> Ledger::save() {
  if (!file_) {
    eachTable([](const char*, auto& table) { table.touched().clear(); });
    return {};
  }
  std::vector<store::Document> changed;
  eachTable([&](const char* kind, auto& table) {
    for (const std::string& id : table.touched())
      if (const auto* entity = table.find(id))
        changed.push_back({kind, id, static_cast<std::int64_t>(table.place(id)), keptText(*entity)});
  });
  std::string state = ledgerStateText(*this);
  if (state != savedState_) changed.push_back({ledgerStateKind, "state", 0, state});
  if (changed.empty()) return {};
  if (auto saved = file_->save(changed); !saved) return saved;
  savedState_ = std::move(state);
  eachTable([](const char*, auto& table) { table.touched().clear(); });
  return {};
}

}  // namespace billing::sandbox
