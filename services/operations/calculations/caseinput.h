// Reads the fields of a calculation's input. A field that is missing or of another kind is remembered, so that a
// calculation reads all it needs and asks once.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <optional>
#include <string>

#include "domain/billingevent.h"
#include "domain/civildate.h"
#include "domain/money.h"
#include "support/instant.h"

namespace billing::operations {

class CaseInput {
 public:
  explicit CaseInput(const QJsonObject& object) : object_(object) {}

  [[nodiscard]] std::string text(const char* field);
  /// A whole number of at most 64 bits; never through a double.
  [[nodiscard]] std::int64_t integer(const char* field);
  [[nodiscard]] int smallInteger(const char* field);
  [[nodiscard]] bool flag(const char* field);
  [[nodiscard]] QJsonArray list(const char* field);
  [[nodiscard]] Currency currency(const char* field);
  [[nodiscard]] Instant instant(const char* field);
  [[nodiscard]] std::optional<Instant> instantOrNull(const char* field);
  [[nodiscard]] CivilDate date(const char* field);
  /// From "interval" and "interval_count".
  [[nodiscard]] BillingInterval interval();
  [[nodiscard]] bool has(const char* field) const;

  /// An object within the input, read with the same care; what is wrong there counts here.
  template <class Read>
  auto within(const QJsonValue& value, Read read) {
    CaseInput inner(value.toObject());
    auto result = read(inner);
    if (wrong_.isEmpty()) wrong_ = inner.wrong_;
    return result;
  }

  void refuse(const char* field);
  /// The first field that could not be read; empty: all is well.
  [[nodiscard]] const QString& wrong() const { return wrong_; }

 private:
  QJsonObject object_;
  QString wrong_;
};

}  // namespace billing::operations
