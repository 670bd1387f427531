// billingctl report: revenue in numbers, with their formulas and the rows behind them. Reads only, so it works beside a
// console that has the database open; choosing a definition writes.
#include <QJsonDocument>
#include <cstdio>
#include <functional>

#include "app/billingctl/commands.h"
#include "app/billingctl/databaseoption.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/reportoptions.h"
#include "app/billingctl/reporttables.h"
#include "app/billingctl/reporttelling.h"
#include "app/billingctl/whoacts.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/audited.h"

namespace billing::ctl {
namespace {

using operations::Figure;
using operations::FigureKind;
using operations::SqlFinanceDesk;

using Telling = std::function<int(Report& report)>;

int withReport(const ReportOptions& options, const Telling& tell) {
  const auto profile = reportProfile(options);
  if (!profile) return failReport(profile.error(), Unreadable);
  auto database = openDatabase(options.database, true);
  if (!database) return failReport(database.error(), exitCodeOfStore(database.error()));
  Report report;
  report.database = std::move(*database);
  auto settings = operations::financeSettingsOf(*profile);
  report.zone = options.zone.empty() ? settings.zone : QString::fromStdString(options.zone);
  const auto period = periodFrom(options.period, options.zone, settings.zone, report.clock.now());
  if (!period) return failReport(period.error(), Usage);
  report.period = *period;
  report.desk = std::make_unique<SqlFinanceDesk>(*report.database, std::move(settings), report.clock);
  return tell(report);
}

// ---- figures and the rows behind them ----

void printRows(const operations::FigureRows& found) {
  printText(figureLines(found.figure));
  TextTable table({QStringLiteral("entity"), QStringLiteral("id"), QStringLiteral("customer"), QStringLiteral("name"),
                   QStringLiteral("what"), QStringLiteral("at"), QStringLiteral("role"), QStringLiteral("part")});
  for (const auto& row : found.rows) {
    const bool denominator =
        row.role == u"customer" || row.role == u"at_start" || (row.role == u"denominator" && row.exact == row.part);
    const FigureKind kind = found.figure.kind == FigureKind::Credits ? FigureKind::Credits
                            : denominator || row.currency.isEmpty()  ? FigureKind::Count
                                                                     : FigureKind::Money;
    const bool counts = found.figure.kind == FigureKind::Count;
    table.add({row.entity, row.externalId, row.customerExternalId, row.customerName, row.what,
               row.at == 0 ? QString() : QString::fromStdString(toIso8601({row.at})), row.role,
               operations::figureText(counts ? FigureKind::Count : kind, row.part, row.currency)});
  }
  printText(table.text(7));
  std::printf("%lld rows\n", static_cast<long long>(found.rows.size()));
}

int tellRows(Report& report, const ReportOptions& options) {
  const auto metric = operations::metricFrom(QString::fromStdString(options.rows));
  if (!metric) {
    std::string all;
    for (const auto& known : operations::metricTable()) all += (all.empty() ? "" : ", ") + std::string(known.key);
    return failReport({ErrorKind::InvalidInput,
                       "unknown_metric",
                       "There is no metric “" + options.rows + "”",
                       {},
                       "The metrics are " + all,
                       false,
                       {}},
                      Usage);
  }
  operations::FigureQuestion question;
  question.metric = *metric;
  question.period = report.period;
  question.currency = QString::fromStdString(options.currency).toUpper();
  question.converted = options.converted;
  if (question.currency.isEmpty() && !options.converted && operations::factsOfMetric(*metric).byCurrency())
    return failReport({ErrorKind::InvalidInput,
                       "currency_missing",
                       "Rows are of one currency",
                       {},
                       "Add --currency, such as --currency EUR, or --converted",
                       false,
                       {}},
                      Usage);
  const auto found = report.desk->rows(question, {}).result();
  if (!found) return refusedReport(found);
  if (!options.json) return printRows(*found), Ok;
  QJsonArray rows;
  for (const auto& row : found->rows) rows.append(rowJson(row, found->figure.kind));
  printReportJson(QJsonObject{{QStringLiteral("figure"), figureJson(found->figure)},
                              {QStringLiteral("sum"), found->sum},
                              {QStringLiteral("rows"), rows}});
  return Ok;
}

int tellMetrics(Report& report, const ReportOptions& options) {
  if (!options.rows.empty()) return tellRows(report, options);
  const auto figures = report.desk->figures(report.period, {}).result();
  if (!figures) return refusedReport(figures);
  QJsonArray list;
  for (const Figure& figure : *figures) {
    if (!isWanted(options, figure.currency)) continue;
    list.append(figureJson(figure));
    if (!options.json) printText(figureLines(figure));
  }
  if (options.json) printReportJson(list);
  return Ok;
}

// ---- months ----

int tellMonths(Report& report, const ReportOptions& options, bool movements) {
  const auto months = report.desk->months(report.period, {}).result();
  if (!months) return refusedReport(months);
  QStringList heads{QStringLiteral("month"), QStringLiteral("currency"), QStringLiteral("start")};
  if (movements)
    heads += {QStringLiteral("new"),   QStringLiteral("expansion"),    QStringLiteral("contraction"),
              QStringLiteral("churn"), QStringLiteral("reactivation"), QStringLiteral("currency moves")};
  heads += {QStringLiteral("end"), QStringLiteral("customers"), QStringLiteral("joined"), QStringLiteral("left")};
  TextTable table(heads);
  QJsonArray list;
  for (const auto& row : *months) {
    if (!isWanted(options, row.currency)) continue;
    list.append(monthJson(row));
    const auto money = [&](qint64 minor) { return moneyText(minor, row.currency); };
    QStringList cells{monthText(row.month), row.currency, money(row.startMinor)};
    if (movements)
      cells += {money(row.newMinor),   money(row.expansionMinor),    money(row.contractionMinor),
                money(row.churnMinor), money(row.reactivationMinor), money(row.currencyMinor)};
    cells += {money(row.endMinor), QString::number(row.customersEnd), QString::number(row.customersNew),
              QString::number(row.customersChurned)};
    table.add(cells);
  }
  if (options.json)
    printReportJson(list);
  else
    printText(table.text(2) +
              QStringLiteral("Months of %1; start + movements = end, each rounded once.\n").arg(report.zone));
  return Ok;
}

// ---- definitions ----

void printDefinition(const operations::Definition& definition) {
  printText(QStringLiteral("%1 (%2, version %3)\n").arg(definition.term, definition.title).arg(definition.version));
  for (qsizetype i = 0; i < definition.choices.size(); ++i)
    printText(QStringLiteral("  %1 %2: %3\n")
                  .arg(definition.choices[i] == definition.chosen ? QLatin1Char('*') : QLatin1Char(' '))
                  .arg(definition.choices[i], definition.words[i]));
  if (definition.since != 0)
    printText(QStringLiteral("    since %1 by %2: %3\n")
                  .arg(QString::fromStdString(toIso8601({definition.since})), definition.by, definition.reason));
}

int tellDefinitions(Report& report, const ReportOptions& options) {
  if (!options.term.empty()) {
    const auto effect = report.desk->compare(QString::fromStdString(options.term), report.period, {}).result();
    if (!effect) return refusedReport(effect);
    QJsonArray sides;
    for (qsizetype i = 0; i < effect->figures.size(); ++i) {
      QJsonArray figures;
      if (!options.json) printText(QStringLiteral("%1:\n").arg(effect->definition.words[i]));
      for (const Figure& figure : effect->figures[i]) {
        figures.append(figureJson(figure));
        if (!options.json)
          printText(QStringLiteral("  %1 %2: %3\n")
                        .arg(operations::metricKey(figure.metric), figure.currency, valueText(figure)));
      }
      sides.append(
          QJsonObject{{QStringLiteral("choice"), effect->definition.choices[i]}, {QStringLiteral("figures"), figures}});
    }
    if (options.json) printReportJson(sides);
    return Ok;
  }
  const auto definitions = report.desk->definitions({}).result();
  if (!definitions) return refusedReport(definitions);
  QJsonArray list;
  for (const auto& definition : *definitions) {
    list.append(definitionJson(definition));
    if (!options.json) printDefinition(definition);
  }
  if (options.json) printReportJson(list);
  return Ok;
}

int chooseDefinition(const ReportOptions& options) {
  const auto profile = readWorkspace(options.workspace);
  if (!profile) return failReport(profile.error(), Unreadable);
  const auto database = openDatabase(options.database, false);
  if (!database) return failReport(database.error(), exitCodeOfStore(database.error()));
  const auto actor = whoActs(**database);
  if (!actor) return failReport(actor.error(), StoreFailure);
  const SystemClock clock;
  SqlFinanceDesk desk(**database, operations::financeSettingsOf(*profile), clock);
  const auto chosen = desk.choose(QString::fromStdString(options.term), QString::fromStdString(options.choice),
                                  QString::fromStdString(options.reason), operations::handOf(*actor, profile->live()))
                          .result();
  if (!chosen) return failReport(chosen.error(), exitCodeOfHand(chosen.error()));
  std::printf("%s is counted as %s from now on.\n", options.term.c_str(), options.choice.c_str());
  return Ok;
}

CLI::App* addReport(CLI::App& report, const char* name, const char* description,
                    const std::shared_ptr<ReportOptions>& options, int& exitCode, Telling tell) {
  CLI::App* command = report.add_subcommand(name, description);
  command->add_option("--database", options->database, "SQLite file of the workspace")->required();
  command->add_option("--workspace", options->workspace,
                      "FILE or name of the workspace, for its zone and its rates; without it: UTC, no rates");
  command->add_option("--period", options->period, "Months, 2026-03 or 2026-01..2026-03; else the last twelve");
  command->add_option("--zone", options->zone, "IANA zone of the months, instead of the workspace's");
  command->add_option("--currency", options->currency, "Only this currency");
  command->add_flag("--json", options->json, "Print one JSON document");
  command->callback([options, &exitCode, tell = std::move(tell)] { exitCode = withReport(*options, tell); });
  return command;
}

void addChoose(CLI::App& report, const std::shared_ptr<ReportOptions>& options, int& exitCode) {
  CLI::App* choose = report.add_subcommand("choose", "Count a term in another way, for the whole workspace");
  choose->add_option("--workspace", options->workspace, "FILE or name of the workspace")->required();
  choose->add_option("--database", options->database, kDatabaseHelp)->required();
  choose->add_option("term", options->term, "One of `report definitions`")->required();
  choose->add_option("choice", options->choice, "One of its ways of counting")->required();
  choose->add_option("--reason", options->reason, "Why, for the audit log and beside the figures")->required();
  choose->callback([options, &exitCode] { exitCode = chooseDefinition(*options); });
}

}  // namespace

void addReportCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* report =
      root.add_subcommand("report", "Revenue in numbers, with formulas, definitions and the rows behind");
  report->require_subcommand(1);
  CLI::App* metrics = addReport(*report, "metrics", "Every metric of a period, each with its formula and definition",
                                options, exitCode, [options](Report& open) { return tellMetrics(open, *options); });
  metrics->add_option("--rows", options->rows, "METRIC: the rows that this number is made of, such as mrr or owed");
  metrics->add_flag("--converted", options->converted, "With --rows: of the total converted to one currency");
  addReport(*report, "months", "MRR and customers by month", options, exitCode,
            [options](Report& open) { return tellMonths(open, *options, false); });
  addReport(*report, "movements", "How MRR moved by month: new, expansion, contraction, churn, reactivation", options,
            exitCode, [options](Report& open) { return tellMonths(open, *options, true); });
  addReport(*report, "owed", "What is owed by age, and by whom; oldest first", options, exitCode,
            [options](Report& open) { return tellOwed(open, *options); })
      ->add_option("--as-of", options->asOf, "At the end of this day, 2026-03-31; else today");
  addReport(*report, "cohorts", "Customers by the month of their first paid MRR, and how many are still there", options,
            exitCode, [options](Report& open) { return tellCohorts(open, *options); });
  addReport(*report, "revenue", "Invoiced, recognised, deferred, refunded and disputed by month", options, exitCode,
            [options](Report& open) { return tellRevenue(open, *options); });
  addReport(*report, "credits", "Credits sold, granted, used, expired and outstanding by month", options, exitCode,
            [options](Report& open) { return tellCredits(open, *options); });
  addReport(*report, "definitions", "What may be counted in two ways, and what is chosen", options, exitCode,
            [options](Report& open) { return tellDefinitions(open, *options); })
      ->add_option("--compare", options->term, "TERM: its figures by each way of counting");
  addChoose(*report, options, exitCode);
  report->footer(
      "Works while a console has the database open; `choose` needs it for itself. Undefined is n/a. Unlike currencies "
      "are never\nadded; [metrics] of the workspace's file says at which rates totals are converted.\n"
      "Exit code 1: the role forbids it; 2: the command line or the period cannot be understood; 3: no such workspace "
      "or\ndatabase; 4: the database.");
}

}  // namespace billing::ctl
