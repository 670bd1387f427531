#include "reports/presets/presets.h"

namespace billing::reports {
namespace {

using Part = FileColumn::Part;

struct PresetColumn {
  const char* name;
  CellKind kind = CellKind::Text;
  bool currency = false;  ///< says that of the row's amounts
};

PresetTable tableOf(std::initializer_list<PresetColumn> columns, DayStyle style) {
  PresetTable table;
  table.dayStyle = style;
  table.oneCurrency = true;
  for (const PresetColumn& column : columns) {
    const int source = static_cast<int>(table.columns.size());
    table.columns.push_back({column.name, QString::fromUtf8(column.name), column.kind});
    table.fields.push_back({column.currency ? Part::Currency : Part::Value, source, column.name,
                            QString::fromUtf8(column.name), column.kind});
    if (column.currency) table.oneCurrency = false;
  }
  return table;
}

}  // namespace

bool presetFits(Preset preset, const QByteArray& list) {
  const bool money = list == "payments" || list == "refunds";
  const bool alsoInvoices = preset == Preset::Datev || preset == Preset::GnuCash;
  return preset == Preset::Generic || money || (alsoInvoices && list == "invoices");
}

PresetTable presetTable(Preset preset) {
  using K = CellKind;
  PresetTable table;
  switch (preset) {
    case Preset::QuickBooks:
      return tableOf({{"Date", K::Date}, {"Description"}, {"Amount", K::Money}}, DayStyle::MonthFirst);
    case Preset::Xero:
      return tableOf({{"*Date", K::Date},
                      {"*Amount", K::Money},
                      {"Payee"},
                      {"Description"},
                      {"Reference", K::Id},
                      {"Check Number"}},
                     DayStyle::DayFirst);
    case Preset::Datev:
      table = tableOf({{"Umsatz (ohne Soll/Haben-Kz)", K::Money},
                       {"Soll/Haben-Kennzeichen"},
                       {"WKZ Umsatz", K::Text, true},
                       {"Konto"},
                       {"Gegenkonto (ohne BU-Schlüssel)"},
                       {"BU-Schlüssel"},
                       {"Belegdatum", K::Date},
                       {"Belegfeld 1", K::Id},
                       {"Buchungstext"}},
                      DayStyle::DayMonth);
      table.delimiter = ';';
      table.decimalPoint = ',';
      return table;
    case Preset::GnuCash:
      return tableOf({{"Date", K::Date},
                      {"Number", K::Id},
                      {"Description"},
                      {"Notes"},
                      {"Commodity/Currency", K::Text, true},
                      {"Account"},
                      {"Amount", K::Money}},
                     DayStyle::Iso);
    case Preset::StripeBalance:
      return tableOf({{"balance_transaction_id", K::Id},
                      {"created_utc", K::Instant},
                      {"created", K::Date},
                      {"currency", K::Text, true},
                      {"gross", K::Money},
                      {"fee", K::Money},
                      {"net", K::Money},
                      {"reporting_category"},
                      {"source_id", K::Id},
                      {"description"}},
                     DayStyle::Iso);
    case Preset::Generic:
      break;
  }
  return table;
}

}  // namespace billing::reports
