#include "support/fieldlists.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>

namespace billing::test {
namespace {

constexpr int kDeepest = 4;

// At `separator`, outside of all brackets.
QStringList splitOutside(const QString& text, QChar separator) {
  QStringList parts;
  int depth = 0;
  QString part;
  for (const QChar c : text) {
    if (QStringLiteral("{[<(").contains(c)) ++depth;
    if (QStringLiteral("}]>)").contains(c)) --depth;
    if (c == separator && depth == 0) {
      parts += part.trimmed();
      part.clear();
    } else {
      part += c;
    }
  }
  parts += part.trimmed();
  return parts;
}

QStringList literalsOf(const QString& text) {
  static const QRegularExpression literal(QStringLiteral("'([^']*)'"));
  QStringList words;
  for (auto hits = literal.globalMatch(text); hits.hasNext();) words += hits.next().captured(1);
  return words;
}

QString inside(const QString& type, const QString& wrapper) {
  if (!type.startsWith(wrapper + u'<') || !type.endsWith(u'>')) return {};
  return type.mid(wrapper.size() + 1, type.size() - wrapper.size() - 2);
}

QVector<ListedField> fieldsOf(const QString& text) {
  QVector<ListedField> fields;
  for (const QString& part : splitOutside(text, u';')) {
    const qsizetype colon = part.indexOf(u':');
    if (colon < 1) continue;
    QString name = part.left(colon).trimmed();
    const bool optional = name.endsWith(u'?');
    if (optional) name.chop(1);
    fields += {name, part.mid(colon + 1).trimmed(), optional};
  }
  return fields;
}

}  // namespace

FieldLists FieldLists::read(const QString& path) {
  FieldLists lists;
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return lists;
  static const QRegularExpression words(QStringLiteral("^- type ([\\w.]+) = (.*)$"));
  static const QRegularExpression object(QStringLiteral("^- ([\\w.]+)(?: <[^>]*>)?: (.*)$"));
  for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
    if (const auto hit = words.match(line); hit.hasMatch()) {
      const QStringList all = literalsOf(hit.captured(2));
      if (!all.isEmpty() && !lists.words_.contains(hit.captured(1))) lists.words_[hit.captured(1)] = all;
    } else if (const auto found = object.match(line); found.hasMatch()) {
      if (!lists.objects_.contains(found.captured(1))) lists.objects_[found.captured(1)] = fieldsOf(found.captured(2));
    }
  }
  return lists;
}

QString FieldLists::resolve(const QString& owner, const QString& type) const {
  const auto known = [&](const QString& name) { return objects_.contains(name) || words_.contains(name); };
  if (known(type)) return type;
  const QStringList parts = owner.split(u'.');
  const QString first = type.section(u'.', 0, 0);
  for (qsizetype i = parts.size() - 1; i >= 0; --i) {
    const QString full = (parts.mid(0, i) + QStringList{type}).join(u'.');
    if (parts[i] == first && known(full)) return full;
  }
  return {};
}

QJsonObject ObjectMaker::objectOf(const QString& name, int depth) {
  QJsonObject object;
  for (const ListedField& field : lists_.fields(name)) {
    if (field.type == QLatin1String("void") || (field.optional && roll(3) == 0)) continue;
    const QJsonValue value = valueOf(name, field, depth);
    if (!value.isUndefined()) object.insert(field.name, value);
  }
  return object;
}

// Of the alternatives one: none at all now and then, an id rather than an object where it gets deep.
QJsonValue ObjectMaker::valueOf(const QString& owner, const ListedField& field, int depth) {
  QStringList ways = splitOutside(field.type, u'|');
  const bool nullable = ways.removeAll(QStringLiteral("null")) > 0;
  ways.removeIf([](const QString& way) { return way.startsWith(QLatin1String("Deleted")); });
  if (nullable && (roll(4) == 0 || depth >= kDeepest)) return QJsonValue::Null;
  const bool plain = ways.contains(QStringLiteral("string")) && (depth >= 2 || roll(3) != 0);
  if (ways.isEmpty()) return QJsonValue::Undefined;
  return one(owner, field.name, plain ? QStringLiteral("string") : ways.at(roll(static_cast<int>(ways.size()))), depth);
}

QJsonArray ObjectMaker::some(const QString& owner, const QString& field, const QString& type, int depth) {
  QJsonArray array;
  for (int count = depth >= kDeepest ? 0 : roll(3); count > 0; --count) {
    const QJsonValue value = valueOf(owner, {field, type, false}, depth + 1);
    if (!value.isUndefined() && !value.isNull()) array.append(value);
  }
  return array;
}

QJsonValue ObjectMaker::one(const QString& owner, const QString& field, const QString& type, int depth) {
  if (type == QLatin1String("string") || type == QLatin1String("Decimal") || type == QLatin1String("Currency") ||
      type == QLatin1String("CountryCode"))
    return text_(type == QLatin1String("string") ? field : type, dice_);
  if (type == QLatin1String("number")) return number_(field, dice_);
  if (type == QLatin1String("boolean")) return roll(2) == 0;
  if (type == QLatin1String("Metadata")) return QJsonObject{{QStringLiteral("team"), QStringLiteral("7")}};
  if (type.startsWith(u'\'')) return literalsOf(type).value(0);
  if (const QString listed = inside(type, QStringLiteral("Array")); !listed.isEmpty())
    return some(owner, field, listed, depth);
  if (const QString listed = inside(type, QStringLiteral("ApiList")); !listed.isEmpty())
    return QJsonObject{{QStringLiteral("object"), QStringLiteral("list")},
                       {QStringLiteral("has_more"), false},
                       {QStringLiteral("url"), QStringLiteral("/v1/x")},
                       {QStringLiteral("data"), some(owner, field, listed, depth)}};
  const QString full = lists_.resolve(owner, type);
  if (full.isEmpty()) return QJsonValue::Undefined;
  const QStringList words = lists_.words(full);
  if (!words.isEmpty()) return words.at(roll(static_cast<int>(words.size())));
  return objectOf(full, depth + 1);
}

}  // namespace billing::test
