// billingctl review: notes, flags and "reviewed" marks on subscriptions, customers and invoices.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/whoacts.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/audited.h"
#include "operations/review/reviewbook.h"
#include "store/repositories/reviewrepository.h"

namespace billing::ctl {
namespace {

using operations::ReviewState;
using operations::ReviewSubject;

struct ReviewOptions {
  WorkspaceOptions where;
  std::string entity = "subscription", flag, text;
  std::vector<std::string> ids;
  bool takeAway = false, json = false;
};

int failReview(const Error& error, int code) {
  std::fprintf(stderr, "billingctl review: %s\n", describe(error).c_str());
  return code;
}

QJsonValue reviewInstant(std::optional<qint64> ms) {
  return ms && *ms != 0 ? QJsonValue(QString::fromStdString(toIso8601({*ms}))) : QJsonValue();
}

QJsonObject reviewJson(const ReviewState& state) {
  QJsonArray notes;
  for (const auto& note : state.notes)
    notes.append(QJsonObject{{QStringLiteral("id"), note.id},
                             {QStringLiteral("at"), reviewInstant(note.at)},
                             {QStringLiteral("by"), note.person},
                             {QStringLiteral("text"), note.text}});
  return {{QStringLiteral("entity"), state.subject.entity},
          {QStringLiteral("id"), state.subject.externalId},
          {QStringLiteral("flag"), state.flag},
          {QStringLiteral("flagged_by"), state.flaggedBy},
          {QStringLiteral("flagged_at"), reviewInstant(state.flaggedAt)},
          {QStringLiteral("reviewed_by"), state.reviewedBy},
          {QStringLiteral("reviewed_at"), reviewInstant(state.reviewedAt)},
          {QStringLiteral("changed_since"), state.changedSince},
          {QStringLiteral("notes"), notes}};
}

void printReview(const ReviewState& state) {
  QString line = state.subject.entity + u' ' + state.subject.externalId;
  if (!state.flag.isEmpty()) line += QStringLiteral("; flag %1 by %2").arg(state.flag, state.flaggedBy);
  if (state.reviewedAt)
    line += QStringLiteral("; reviewed %1 by %2%3")
                .arg(reviewInstant(state.reviewedAt).toString(), state.reviewedBy,
                     state.changedSince ? QStringLiteral(", changed since") : QString());
  std::printf("%s\n", line.toUtf8().constData());
  for (const auto& note : state.notes)
    std::printf("  note %lld, %s by %s: %s\n", static_cast<long long>(note.id),
                reviewInstant(note.at).toString().toUtf8().constData(), note.person.toUtf8().constData(),
                QString(note.text).replace(u'\n', QStringLiteral("\n    ")).toUtf8().constData());
}

QVector<ReviewSubject> subjectsOf(const ReviewOptions& options) {
  QVector<ReviewSubject> subjects;
  for (const std::string& id : options.ids)
    subjects.append({QString::fromStdString(options.entity), QString::fromStdString(id)});
  return subjects;
}

// Of everything of which something is said where no ids are given.
Result<QVector<ReviewState>> readReviews(store::Database& database, QVector<ReviewSubject> wanted) {
  return database
      .read<QVector<ReviewState>>([&](QSqlDatabase& connection) -> Result<QVector<ReviewState>> {
        if (wanted.isEmpty()) {
          const auto said = store::ReviewRepository::all(connection);
          if (!said) return failure(said.error());
          for (const auto& object : *said) wanted.append({object.entity, object.externalId});
        }
        QVector<ReviewState> states;
        for (const ReviewSubject& subject : wanted) {
          auto state = operations::reviewState(connection, subject);
          if (!state) return failure(state.error());
          states.append(std::move(*state));
        }
        return states;
      })
      .result();
}

int tellReviews(store::Database& database, const ReviewOptions& options) {
  const auto states = readReviews(database, subjectsOf(options));
  if (!states) return failReview(states.error(), exitCodeOfHand(states.error()));
  QJsonArray list;
  for (const ReviewState& state : *states) {
    list.append(reviewJson(state));
    if (!options.json) printReview(state);
  }
  if (options.json) std::printf("%s\n", QJsonDocument(list).toJson(QJsonDocument::Compact).constData());
  if (!options.json && states->isEmpty()) std::printf("Nothing is said of any row yet.\n");
  return Ok;
}

int listReviews(const ReviewOptions& options) {
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failReview(database.error(), StoreFailure);
  return tellReviews(**database, options);
}

using ReviewWork = std::function<Result<void>(store::WriteContext&, const operations::Hand&)>;

int writeReviews(const ReviewOptions& options, const ReviewWork& work) {
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failReview(profile.error(), Unreadable);
  const auto database = openDatabase(options.where.database, false);
  if (!database) return failReview(database.error(), StoreFailure);
  const auto actor = whoActs(**database);
  if (!actor) return failReview(actor.error(), exitCodeOfHand(actor.error()));
  const operations::Hand hand = operations::handOf(*actor, profile->live());
  const auto done = written(**database, [&](store::WriteContext& context) { return work(context, hand); });
  if (!done) return failReview(done.error(), exitCodeOfHand(done.error()));
  return tellReviews(**database, options);
}

int addNote(const ReviewOptions& options) {
  return writeReviews(options, [&](store::WriteContext& context, const operations::Hand& hand) -> Result<void> {
    for (const ReviewSubject& subject : subjectsOf(options)) {
      const auto added =
          operations::addReviewNote(context, subject, QString::fromStdString(options.text), hand, SystemClock().now());
      if (!added) return failure(added.error());
    }
    return {};
  });
}

int setFlag(const ReviewOptions& options) {
  return writeReviews(options, [&](store::WriteContext& context, const operations::Hand& hand) {
    const QString flag = options.flag == "none" ? QString() : QString::fromStdString(options.flag);
    return operations::setReviewFlag(context, subjectsOf(options), flag, hand, SystemClock().now());
  });
}

int markReviews(const ReviewOptions& options) {
  return writeReviews(options, [&](store::WriteContext& context, const operations::Hand& hand) {
    return operations::markAsReviewed(context, subjectsOf(options), !options.takeAway, hand, SystemClock().now());
  });
}

CLI::App* addReviewWrite(CLI::App& review, const char* name, const char* about,
                         const std::shared_ptr<ReviewOptions>& options) {
  CLI::App* command = review.add_subcommand(name, about);
  addWorkspaceOptions(*command, options->where);
  command->add_option("--entity", options->entity, "subscription (unless said), customer or invoice");
  command->add_option("id", options->ids, "The provider's ids, as the lists show them")->required();
  command->add_flag("--json", options->json, "Print JSON");
  return command;
}

}  // namespace

void addReviewCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<ReviewOptions>();
  CLI::App* review = root.add_subcommand("review", "Notes, flags and reviewed marks: list, note, flag, mark");
  review->require_subcommand(1);
  CLI::App* list = review->add_subcommand("list", "What is said of rows; of some, or of all");
  list->add_option("--database", options->where.database, "SQLite file of the workspace")->required();
  list->add_option("--entity", options->entity, "subscription (unless said), customer or invoice");
  list->add_option("id", options->ids, "The provider's ids; none: all of which something is said");
  list->add_flag("--json", options->json, "Print JSON");
  list->callback([options, &exitCode] { exitCode = listReviews(*options); });
  CLI::App* note = addReviewWrite(*review, "note", "Write a note", options);
  note->add_option("--text", options->text, "What the next person needs to know")->required();
  note->callback([options, &exitCode] { exitCode = addNote(*options); });
  CLI::App* flag = addReviewWrite(*review, "flag", "Flag, or take the flag away", options);
  flag->add_option("--flag", options->flag, "follow_up, question, dispute, ok or none")->required();
  flag->callback([options, &exitCode] { exitCode = setFlag(*options); });
  CLI::App* mark = addReviewWrite(*review, "mark", "Mark as reviewed, as it is now", options);
  mark->add_flag("--take-away", options->takeAway, "Take the mark away");
  mark->callback([options, &exitCode] { exitCode = markReviews(*options); });
  review->footer(
      "Many at once are all changed or none; each has an entry in the audit log. It takes the role finance or admin.\n"
      "Exit code 1: the role forbids it, or there is no such row; 2: it cannot be done so (no such flag, an empty "
      "note,\n"
      "one that looks like a key); 3: no such workspace or database; 4: the database.");
}

}  // namespace billing::ctl
