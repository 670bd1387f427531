// billingctl check-calculations: whether this program calculates as a file of worked cases says.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <memory>

#include "app/billingctl/commands.h"
#include "app/billingctl/inputfile.h"
#include "operations/calculations/checkcalculations.h"

namespace billing::ctl {
namespace {

struct CalculationsOptions {
  std::string file;
  bool json = false;
};

int refuseCases(const Error& error) {
  std::fprintf(stderr, "billingctl check-calculations: %s\n", describe(error).c_str());
  return Unreadable;
}

void tellCalculations(const operations::CalculationReport& report) {
  for (const auto& one : report.otherwise) {
    std::printf("%s: expected %s, found %s\n", qUtf8Printable(one.id), one.expected.constData(), one.found.constData());
  }
  std::printf("%lld of %lld as expected\n", static_cast<long long>(report.asExpected()),
              static_cast<long long>(report.cases));
}

void printCalculations(const operations::CalculationReport& report) {
  QJsonArray unexpected;
  for (const auto& one : report.otherwise) {
    unexpected.append(QJsonObject{{QStringLiteral("id"), one.id},
                                  {QStringLiteral("kind"), one.kind},
                                  {QStringLiteral("expected"), QJsonDocument::fromJson(one.expected).object()},
                                  {QStringLiteral("found"), QJsonDocument::fromJson(one.found).object()}});
  }
  const QJsonObject object{{QStringLiteral("cases"), report.cases},
                           {QStringLiteral("asExpected"), report.asExpected()},
                           {QStringLiteral("unexpected"), unexpected}};
  std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

int runCalculations(const CalculationsOptions& options) {
  const auto file = readInput(options.file);
  if (!file) return refuseCases(file.error());
  const auto report = operations::checkCalculations(*file);
  if (!report) return refuseCases(report.error());
  if (options.json)
    printCalculations(*report);
  else
    tellCalculations(*report);
  return report->otherwise.isEmpty() ? Ok : Negative;
}

}  // namespace

void addCheckCalculationsCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<CalculationsOptions>();
  CLI::App* command =
      root.add_subcommand("check-calculations", "Run a file of worked calculations through the program's own");
  command->add_option("file", options->file, "JSON file of cases; - is standard input")->required();
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "Prints one line for each case that comes out otherwise, then how many came out as expected.\n"
      "Exit code 0: all did; 1: some did not, or their kind is unknown; 3: the file cannot be read.");
  command->callback([options, &exitCode] { exitCode = runCalculations(*options); });
}

}  // namespace billing::ctl
