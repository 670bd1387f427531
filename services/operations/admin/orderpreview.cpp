#include "operations/admin/orderpreview.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <charconv>

namespace billing::operations {
namespace {

// Whole numbers travel as texts: JSON's own would go through a double.
QJsonValue previewWholeJson(std::int64_t number) {
  return QString::number(number);
}

QJsonValue previewMoneyJson(const Money& amount) {
  const std::string_view code = amount.currency.code();
  return QJsonObject{
      {QStringLiteral("minor"), previewWholeJson(amount.minor)},
      {QStringLiteral("currency"), QString::fromLatin1(code.data(), static_cast<qsizetype>(code.size()))}};
}

template <class T, class Write>
void previewSome(QJsonObject& object, const char* name, const std::optional<T>& value, Write write) {
  if (value) object.insert(QLatin1String(name), write(*value));
}

template <class List, class Write>
QJsonArray previewList(const List& list, Write write) {
  QJsonArray array;
  for (const auto& item : list) array.append(write(item));
  return array;
}

QJsonValue previewErrorJson(const Error& error) {
  return QJsonObject{{QStringLiteral("kind"), static_cast<int>(error.kind)},
                     {QStringLiteral("code"), QString::fromStdString(error.code)},
                     {QStringLiteral("message"), QString::fromStdString(error.message)},
                     {QStringLiteral("reason"), QString::fromStdString(error.reason)},
                     {QStringLiteral("hint"), QString::fromStdString(error.hint)},
                     {QStringLiteral("retryable"), error.retryable},
                     {QStringLiteral("request_id"), QString::fromStdString(error.requestId)}};
}

QJsonValue previewLineJson(const MoneyLine& line) {
  QJsonObject object{{QStringLiteral("text"), line.text}, {QStringLiteral("amount"), previewMoneyJson(line.amount)}};
  previewSome(object, "tax", line.tax, previewMoneyJson);
  return object;
}

QJsonValue previewChangeJson(const FieldChange& change) {
  return QJsonObject{{QStringLiteral("field"), change.field},
                     {QStringLiteral("before"), change.before},
                     {QStringLiteral("after"), change.after}};
}

QJsonObject previewObject(const OrderPreview& preview) {
  const auto instant = [](Instant at) { return previewWholeJson(at.ms); };
  const auto pair = [](const auto& field) { return QJsonArray{field.first, field.second}; };
  QJsonObject object{
      {QStringLiteral("estimate"), preview.estimate},
      {QStringLiteral("source"), preview.source},
      {QStringLiteral("lines"), previewList(preview.lines, previewLineJson)},
      {QStringLiteral("next_lines"), previewList(preview.nextLines, previewLineJson)},
      {QStringLiteral("changes"), previewList(preview.changes, previewChangeJson)},
      {QStringLiteral("warnings"), previewList(preview.warnings, [](const QString& text) { return text; })},
      {QStringLiteral("seen"), previewList(preview.seen, pair)},
      {QStringLiteral("given_away"), previewMoneyJson(preview.givenAway)},
      {QStringLiteral("approval_why"), preview.approvalWhy},
      {QStringLiteral("to_type"), preview.toType},
      {QStringLiteral("undo_ms"), previewWholeJson(preview.undoMs)},
      {QStringLiteral("made_at"), previewWholeJson(preview.madeAt.ms)}};
  previewSome(object, "refusal", preview.refusal, previewErrorJson);
  previewSome(object, "today", preview.today, previewMoneyJson);
  previewSome(object, "tax", preview.tax, previewMoneyJson);
  previewSome(object, "credit", preview.credit, previewMoneyJson);
  previewSome(object, "next_invoice", preview.nextInvoice, previewMoneyJson);
  previewSome(object, "next_invoice_at", preview.nextInvoiceAt, instant);
  previewSome(object, "access_until", preview.accessUntil, instant);
  previewSome(object, "proration_at", preview.prorationAt, instant);
  return object;
}

// Reads a field at a time; the first that cannot be read is told, and the rest is then not relied on.
class PreviewReader {
 public:
  explicit PreviewReader(QJsonObject object) : object_(std::move(object)) {}

  [[nodiscard]] OrderPreview read() {
    OrderPreview preview;
    readTexts(preview);
    readMoney(preview);
    readInstants(preview);
    readLists(preview);
    if (object_.contains(u"refusal")) preview.refusal = errorFrom(object_[u"refusal"]);
    return preview;
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  std::int64_t wholeFrom(const QJsonValue& value, const char* name) {
    const std::string text = value.toString().toStdString();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) problem_ = name;
    return number;
  }
  Money moneyFrom(const QJsonValue& value, const char* name) {
    const QJsonObject object = value.toObject();
    const std::string code = object[u"currency"].toString().toStdString();
    const auto currency = Currency::fromCode(code);
    if (!currency && !code.empty()) problem_ = name;
    return {wholeFrom(object[u"minor"], name), currency.value_or(Currency())};
  }
  std::optional<Money> someMoney(const char* name) {
    const QJsonValue value = object_[QLatin1String(name)];
    return value.isUndefined() ? std::nullopt : std::optional(moneyFrom(value, name));
  }
  std::optional<Instant> someInstant(const char* name) {
    const QJsonValue value = object_[QLatin1String(name)];
    return value.isUndefined() ? std::nullopt : std::optional(Instant{wholeFrom(value, name)});
  }
  QVector<MoneyLine> linesFrom(const char* name) {
    QVector<MoneyLine> lines;
    for (const QJsonValue& value : object_[QLatin1String(name)].toArray()) {
      const QJsonObject line = value.toObject();
      lines.append({line[u"text"].toString(), moneyFrom(line[u"amount"], name), std::nullopt});
      if (line.contains(u"tax")) lines.last().tax = moneyFrom(line[u"tax"], name);
    }
    return lines;
  }
  static Error errorFrom(const QJsonValue& value) {
    const QJsonObject object = value.toObject();
    const auto text = [&](const char* name) { return object[QLatin1String(name)].toString().toStdString(); };
    return {static_cast<ErrorKind>(object[u"kind"].toInt()),
            text("code"),
            text("message"),
            text("reason"),
            text("hint"),
            object[u"retryable"].toBool(),
            text("request_id")};
  }

  void readTexts(OrderPreview& preview) {
    preview.estimate = object_[u"estimate"].toBool();
    preview.source = object_[u"source"].toString();
    preview.approvalWhy = object_[u"approval_why"].toString();
    preview.toType = object_[u"to_type"].toString();
    preview.undoMs = wholeFrom(object_[u"undo_ms"], "undo_ms");
  }
  void readMoney(OrderPreview& preview) {
    preview.today = someMoney("today");
    preview.tax = someMoney("tax");
    preview.credit = someMoney("credit");
    preview.nextInvoice = someMoney("next_invoice");
    preview.givenAway = moneyFrom(object_[u"given_away"], "given_away");
  }
  void readInstants(OrderPreview& preview) {
    preview.nextInvoiceAt = someInstant("next_invoice_at");
    preview.accessUntil = someInstant("access_until");
    preview.prorationAt = someInstant("proration_at");
    preview.madeAt = {wholeFrom(object_[u"made_at"], "made_at")};
  }
  void readLists(OrderPreview& preview) {
    preview.lines = linesFrom("lines");
    preview.nextLines = linesFrom("next_lines");
    for (const QJsonValue& value : object_[u"changes"].toArray()) {
      const QJsonObject change = value.toObject();
      preview.changes.append({change[u"field"].toString(), change[u"before"].toString(), change[u"after"].toString()});
    }
    for (const QJsonValue& value : object_[u"warnings"].toArray()) preview.warnings.append(value.toString());
    for (const QJsonValue& value : object_[u"seen"].toArray())
      preview.seen.append({value.toArray().at(0).toString(), value.toArray().at(1).toString()});
  }

  const QJsonObject object_;
  std::string problem_;
};

}  // namespace

QByteArray toJson(const OrderPreview& preview) {
  return QJsonDocument(previewObject(preview)).toJson(QJsonDocument::Compact);
}

Result<OrderPreview> previewFromJson(const QByteArray& json) {
  const auto unreadable = [](const std::string& why) {
    return failure(ErrorKind::InvalidInput, "bad_preview", "The preview cannot be read", why);
  };
  QJsonParseError error;
  const QJsonDocument document = QJsonDocument::fromJson(json, &error);
  if (!document.isObject()) return unreadable(error.errorString().toStdString());
  PreviewReader reader(document.object());
  OrderPreview preview = reader.read();
  if (!reader.problem().empty()) return unreadable("field " + reader.problem());
  return preview;
}

}  // namespace billing::operations
