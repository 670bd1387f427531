#include "reports/lists/cells.h"
#include "reports/lists/columntext.h"
#include "reports/lists/listcolumns.h"

namespace billing::reports {

const ListTable<store::AuditRow>& auditColumns() {
  using K = CellKind;
  using Row = store::AuditRow;
  static const ListTable<Row> table{
      {{"entry", titleText("Entry"), K::Count}, [](const Row& r) { return numberCell(r.id); }},
      {{"at", titleText("Time"), K::Instant}, [](const Row& r) { return timeCell(r.at); }},
      {{"actor", titleText("Who"), K::Text, true}, [](const Row& r) { return textCell(r.actor); }},
      {{"role", titleText("Role"), K::Text}, [](const Row& r) { return textCell(r.role); }},
      {{"origin", titleText("Origin"), K::Text}, [](const Row& r) { return textCell(r.origin); }},
      {{"live", titleText("Live"), K::Flag}, [](const Row& r) { return flagCell(r.live); }},
      {{"action", titleText("Action"), K::Text}, [](const Row& r) { return textCell(r.action); }},
      {{"entity", titleText("Object"), K::Text}, [](const Row& r) { return textCell(r.entity); }},
      {{"external_id", titleText("Object's id"), K::Id}, [](const Row& r) { return textCell(r.externalId); }},
      {{"customer_external_id", titleText("Customer id"), K::Id, true},
       [](const Row& r) { return textCell(r.customerExternalId); }},
      {{"account", titleText("Account"), K::Text, true}, [](const Row& r) { return textCell(r.accountKey); }},
      {{"operation", titleText("Operation"), K::Id}, [](const Row& r) { return textCell(r.operation); }},
      {{"reason", titleText("Reason"), K::Text}, [](const Row& r) { return textCell(r.reason); }},
      {{"before", titleText("Before"), K::Text}, [](const Row& r) { return textCell(QString::fromUtf8(r.before)); }},
      {{"after", titleText("After"), K::Text}, [](const Row& r) { return textCell(QString::fromUtf8(r.after)); }},
      {{"request_id", titleText("Request id"), K::Id}, [](const Row& r) { return textCell(r.requestId); }},
      {{"hash", titleText("Hash"), K::Id}, [](const Row& r) { return textCell(r.hash); }},
  };
  return table;
}

}  // namespace billing::reports
