#include "models/audittables.h"

#include <QJsonDocument>
#include <QJsonObject>

#include "models/facts.h"

namespace billing::models {
namespace {

QString withoutUnderscores(QString word) {
  word.replace(u'_', u' ');
  if (!word.isEmpty()) word[0] = word.at(0).toUpper();
  return word;
}

QString auditRowStage(const store::AuditRow& row) {
  return auditStage(row.action);
}

// A field that only one side names was not there, or is not any more.
QString fieldText(const QJsonObject& fields, const QString& name) {
  const QJsonValue value = fields.value(name);
  return value.isString() ? value.toString() : value.toVariant().toString();
}

Fact whoFact(const store::AuditRow& row) {
  return textFact(row.actor, columnText("%1, by %2").arg(row.role, row.origin));
}

}  // namespace

QString auditActionName(const QString& action) {
  return withoutUnderscores(action.section(u'.', 0, 0));
}

QString auditStage(const QString& action) {
  return action.section(u'.', 1);
}

QString auditEntityName(const QString& entity) {
  if (entity == u"event") return columnText("webhook event");
  return entity;
}

QVector<ChangedField> changedFields(const store::AuditRow& row) {
  const QJsonObject before = QJsonDocument::fromJson(row.before).object();
  const QJsonObject after = QJsonDocument::fromJson(row.after).object();
  QStringList names = before.keys() + after.keys();
  names.sort();
  names.removeDuplicates();
  QVector<ChangedField> fields;
  for (const QString& name : std::as_const(names)) {
    const QString was = fieldText(before, name), is = fieldText(after, name);
    if (was != is) fields.push_back({fields.size() + 1, withoutUnderscores(name), was, is});
  }
  return fields;
}

QString changesText(const store::AuditRow& row) {
  QStringList told;
  for (const ChangedField& field : changedFields(row)) {
    const QString change = field.before.isEmpty()  ? field.after
                           : field.after.isEmpty() ? columnText("no longer %1").arg(field.before)
                                                   : QStringLiteral("%1 → %2").arg(field.before, field.after);
    told << QStringLiteral("%1: %2").arg(field.field, change);
  }
  return told.join(QStringLiteral(" · "));
}

FactTable auditTable() {
  using K = CellKind;
  using Row = store::AuditRow;
  return makeTable<Row>(
      {
          {{"at", columnText("When"), K::Instant, false}, [](const Row& r) { return instantFact(r.at); }},
          {{"actor", columnText("Who"), K::Text, false}, &whoFact},
          {{"action", columnText("What"), K::Text, false},
           [](const Row& r) { return textFact(auditActionName(r.action)); }},
          {{"stage", columnText("Stage"), K::Status, false},
           [](const Row& r) { return textFact(auditStage(r.action)); }},
          {{"external_id", columnText("Object"), K::Id, false},
           [](const Row& r) { return textFact(r.externalId, auditEntityName(r.entity)); }},
          {{"reason", columnText("Why"), K::Text, false}, [](const Row& r) { return textFact(r.reason, r.reason); }},
          {{"changes", columnText("Changed"), K::Text, false}, [](const Row& r) { return textFact(changesText(r)); }},
          {{"entity", columnText("Kind"), K::Text, false},
           [](const Row& r) { return textFact(auditEntityName(r.entity)); }},
          {{"customer", columnText("Customer"), K::Id, false},
           [](const Row& r) { return textFact(r.customerExternalId); }},
          {{"account", columnText("Account"), K::Text, false}, [](const Row& r) { return textFact(r.accountKey); }},
          {{"mode", columnText("Mode"), K::Text, false},
           [](const Row& r) { return textFact(r.live ? columnText("live") : columnText("test")); }},
          {{"role", columnText("Role"), K::Text, false}, [](const Row& r) { return textFact(r.role); }},
          {{"origin", columnText("By"), K::Text, false}, [](const Row& r) { return textFact(r.origin); }},
          {{"operation", columnText("Operation"), K::Id, false}, [](const Row& r) { return textFact(r.operation); }},
          {{"request_id", columnText("Request"), K::Id, false}, [](const Row& r) { return textFact(r.requestId); }},
          {{"id", columnText("Entry"), K::Count, false}, [](const Row& r) { return numberFact(r.id); }},
          {{"hash", columnText("Hash"), K::Id, false}, [](const Row& r) { return textFact(r.hash); }},
      },
      &auditRowStage);
}

FactTable changedFieldTable() {
  using K = CellKind;
  using Row = ChangedField;
  return makeTable<Row>({
      {{"field", columnText("Field"), K::Text, false}, [](const Row& r) { return textFact(r.field); }},
      {{"before", columnText("Before"), K::Text, false},
       [](const Row& r) { return r.before.isEmpty() ? saidFact(QStringLiteral("–")) : textFact(r.before, r.before); }},
      {{"after", columnText("After"), K::Text, false},
       [](const Row& r) { return r.after.isEmpty() ? saidFact(QStringLiteral("–")) : textFact(r.after, r.after); }},
  });
}

}  // namespace billing::models
