// billingctl diagnose: the console's guided checks, with their steps and the sentence at the end.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/diagnosis/diagnosis.h"

namespace billing::ctl {
namespace {

using operations::Diagnosis;
using operations::Question;
using operations::StepState;

struct DiagnoseOptions {
  WorkspaceOptions where;
  std::string subject, at;
  bool json = false;
};

struct Check {
  const char* name;
  const char* description;
  Question question;
  const char* subject;
};

constexpr std::array kChecks{
    Check{"paid-without-access", "A payment succeeded, but there is no access", Question::PaidWithoutAccess,
          "E-mail address, account or payment"},
    Check{"signature", "Deliveries are refused for their signature", Question::SignatureFails,
          "Number or id of an event; without it the newest that was refused"},
    Check{"balance", "A balance of credits looks wrong", Question::BalanceOutOfSync, "Account or e-mail address"},
    Check{"token", "A one-time token is said to be expired", Question::TokenExpired, "E-mail address, or the token"},
};

int failDiagnosis(const Error& error, int code) {
  std::fprintf(stderr, "billingctl diagnose: %s\n", describe(error).c_str());
  return code;
}

const char* stateWord(StepState state) {
  return state == StepState::Passed ? "passed" : state == StepState::Failed ? "failed" : "skipped";
}

void tellDiagnosisJson(const Diagnosis& diagnosis) {
  QJsonArray steps;
  for (const auto& step : diagnosis.steps)
    steps.append(QJsonObject{{QStringLiteral("title"), step.title},
                             {QStringLiteral("state"), QLatin1String(stateWord(step.state))},
                             {QStringLiteral("found"), step.found}});
  const QJsonObject whole{{QStringLiteral("steps"), steps},
                          {QStringLiteral("conclusion"), diagnosis.conclusion},
                          {QStringLiteral("action"), diagnosis.action},
                          {QStringLiteral("actionSubject"), diagnosis.actionSubject}};
  std::printf("%s\n", QJsonDocument(whole).toJson(QJsonDocument::Compact).constData());
}

void tellDiagnosis(const Diagnosis& diagnosis) {
  for (const auto& step : diagnosis.steps)
    std::printf("%-8s %s: %s\n", stateWord(step.state), step.title.toUtf8().constData(),
                step.found.toUtf8().constData());
  std::printf("\n%s\n", diagnosis.conclusion.toUtf8().constData());
  if (!diagnosis.actionLabel.isEmpty())
    std::printf("Next: %s (%s)\n", diagnosis.actionLabel.toUtf8().constData(),
                diagnosis.actionSubject.toUtf8().constData());
}

int runCheck(Question question, const DiagnoseOptions& options) {
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failDiagnosis(profile.error(), Unreadable);
  const auto now = momentOf(options.at);
  if (!now) return failDiagnosis(now.error(), Usage);
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failDiagnosis(database.error(), exitCodeOfStore(database.error()));
  const operations::RulesContext rules{profile->rules, profile->provider, profile->live()};
  const auto found =
      (*database)
          ->read<Diagnosis>([&](QSqlDatabase& connection) {
            return operations::diagnose(connection, rules, question, QString::fromStdString(options.subject), *now);
          })
          .result();
  if (!found) return failDiagnosis(found.error(), exitCodeOfStore(found.error()));
  options.json ? tellDiagnosisJson(*found) : tellDiagnosis(*found);
  for (const auto& step : found->steps)
    if (step.state == StepState::Failed) return Negative;
  return Ok;
}

void addCheck(CLI::App& diagnose, const Check& check, const std::shared_ptr<DiagnoseOptions>& options, int& exitCode) {
  CLI::App* command = diagnose.add_subcommand(check.name, check.description);
  auto* subject = command->add_option("subject", options->subject, check.subject);
  if (check.question != Question::SignatureFails) subject->required();
  addWorkspaceOptions(*command, options->where);
  command->add_option("--at", options->at, "Judge as of then, in ISO 8601, instead of now");
  command->add_flag("--json", options->json, "Print one JSON object");
  command->callback([question = check.question, options, &exitCode] { exitCode = runCheck(question, *options); });
}

}  // namespace

void addDiagnoseCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<DiagnoseOptions>();
  CLI::App* diagnose = root.add_subcommand("diagnose", "Guided checks: what went wrong, in one sentence");
  diagnose->require_subcommand(1);
  for (const Check& check : kChecks) addCheck(*diagnose, check, options, exitCode);
  diagnose->footer("Reads only, beside a console that has the database open. Exit code 1: a step failed.");
}

}  // namespace billing::ctl
