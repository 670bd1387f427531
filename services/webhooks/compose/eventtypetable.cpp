#include "webhooks/compose/eventtypetable.h"

#include <QFile>
#include <sstream>

// A static library's resources are dropped by the linker unless somebody asks for them (must stand outside any
// namespace).
static void makeEventResourcesKnown() {
  Q_INIT_RESOURCE(events);
}

namespace billing::webhooks {
namespace {

std::vector<std::string> splitText(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

EventTypeRow eventTypeRow(const std::string& line) {
  auto columns = splitText(line, '\t');
  columns.resize(6);
  EventTypeRow row{{columns[0], columns[1], columns[2], columns[5]}, columns[3], {}};
  for (const std::string& preset : splitText(columns[4], ';')) {
    const auto equals = preset.find('=');
    row.presets.emplace_back(preset.substr(0, equals), preset.substr(equals + 1));
  }
  return row;
}

std::vector<EventTypeRow> readEventTypes(Provider provider) {
  std::vector<EventTypeRow> rows;
  for (const std::string& line : splitText(eventResource(provider, "types.tsv"), '\n'))
    if (!line.empty() && line.front() != '#') rows.push_back(eventTypeRow(line));
  return rows;
}

}  // namespace

std::string eventResource(Provider provider, const std::string& fileName) {
  static const bool known = (makeEventResourcesKnown(), true);
  QFile file(QStringLiteral(":/events/") + QString::fromUtf8(toString(provider).data()) + QLatin1Char('/') +
             QString::fromStdString(fileName));
  if (!known || !file.open(QIODevice::ReadOnly)) return {};
  return file.readAll().toStdString();
}

const std::vector<EventTypeRow>& eventTypeRows(Provider provider) {
  static const std::vector<EventTypeRow> dodo = readEventTypes(Provider::Dodo);
  static const std::vector<EventTypeRow> stripe = readEventTypes(Provider::Stripe);
  return provider == Provider::Dodo ? dodo : stripe;
}

}  // namespace billing::webhooks
