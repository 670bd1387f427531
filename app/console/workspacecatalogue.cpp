#include "app/console/workspacecatalogue.h"

#include <QFileInfo>

#include "app/console/onpool.h"
#include "support/whendone.h"
#include "workspace/shippedprofiles.h"

namespace billing::console {
namespace {

using ui::WorkspaceChoice;
using Kind = WorkspaceChoice::Kind;

constexpr int mostRecent = 8;
const QString recentKey = QStringLiteral("workspace/recent");

QString providerText(Provider provider) {
  return provider == Provider::Stripe ? QStringLiteral("Stripe") : QStringLiteral("Dodo Payments");
}

WorkspaceChoice choiceOf(Kind kind, const QString& id, const workspace::Profile& profile) {
  WorkspaceChoice choice;
  choice.kind = kind;
  choice.id = id;
  choice.name = QString::fromStdString(profile.name);
  choice.provider = providerText(profile.provider);
  choice.about = QString::fromStdString(profile.description);
  choice.live = profile.live();
  choice.hasDemoData = profile.demo;
  return choice;
}

WorkspaceChoice choiceOfFile(const QString& file) {
  const auto profile = workspace::readProfile(file.toStdString());
  if (profile) {
    auto choice = choiceOf(Kind::Recent, file, *profile);
    if (choice.about.isEmpty()) choice.about = file;
    return choice;
  }
  WorkspaceChoice choice;
  choice.kind = Kind::Recent;
  choice.id = file;
  choice.name = QFileInfo(file).fileName();
  choice.about = file;
  choice.problem = QString::fromStdString(describe(profile.error()));
  return choice;
}

QVector<WorkspaceChoice> shippedChoices() {
  QVector<WorkspaceChoice> choices;
  for (const auto& shipped : workspace::shippedProfiles())
    if (const auto profile = workspace::shippedProfile(shipped.id))
      choices.push_back(
          choiceOf(shipped.id == "demo" ? Kind::Demo : Kind::System, QString::fromStdString(shipped.id), *profile));
  // Its file is a form to fill in; what it is called and meant for is said here.
  if (const auto blank = workspace::shippedProfile("blank")) {
    choices.push_back(choiceOf(Kind::Blank, QStringLiteral("blank"), *blank));
    choices.last().name = ui::WorkspaceControl::tr("Blank workspace");
    choices.last().about = ui::WorkspaceControl::tr("For looking around and receiving events, with no plans yet");
  }
  return choices;
}

}  // namespace

QFuture<Result<QVector<WorkspaceChoice>>> WorkspaceCatalogue::choices() {
  using Answer = Result<QVector<WorkspaceChoice>>;
  const QStringList recent = settings_.value(recentKey).toStringList();
  return onPool<Answer>([recent, current = current_]() -> Answer {
    auto choices = shippedChoices();
    for (const QString& file : recent) choices.push_back(choiceOfFile(file));
    for (auto& choice : choices) choice.current = choice.id == current;
    return choices;
  });
}

QFuture<Result<void>> WorkspaceCatalogue::open(const QString& id, bool fillWithDemoData) {
  const auto reading = onPool<Result<Wanted>>([id, fillWithDemoData]() -> Result<Wanted> {
    const auto source = workspaceSource(id.toStdString());
    if (!source) return failure(source.error());
    auto profile = source->read();
    if (!profile) return failure(profile.error());
    return Wanted{*source, std::move(*profile), fillWithDemoData};
  });
  whenDone(reading, this, [this](const Result<Wanted>& read) {
    if (!read) return;
    QMetaObject::invokeMethod(this, [this, found = *read] { Q_EMIT wanted(found); }, Qt::QueuedConnection);
  });
  return QFuture<Result<Wanted>>(reading).then(
      [](const Result<Wanted>& read) { return read ? Result<void>() : Result<void>(failure(read.error())); });
}

void WorkspaceCatalogue::remember(const WorkspaceSource& source) {
  settings_.setValue(QStringLiteral("workspace/last"), source.key());
  if (source.file.empty()) return;
  QStringList recent = settings_.value(recentKey).toStringList();
  recent.removeAll(source.key());
  recent.prepend(source.key());
  settings_.setValue(recentKey, QStringList(recent.mid(0, mostRecent)));
}

}  // namespace billing::console
