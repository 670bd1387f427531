#include "support/fakeworkspaces.h"

namespace billing::test {

namespace {

using Kind = ui::WorkspaceChoice::Kind;

ui::WorkspaceChoice choice(Kind kind, const char* id, const char* name, bool live) {
  ui::WorkspaceChoice made;
  made.kind = kind;
  made.id = QLatin1String(id);
  made.name = QLatin1String(name);
  made.provider = QStringLiteral("Dodo Payments");
  made.about = QStringLiteral("Users on four plans; API calls and memories with hard limits");
  made.live = live;
  made.hasDemoData = kind == Kind::System;
  return made;
}

}  // namespace

void FakeWorkspaces::reset() {
  refusal.reset();
  opened.clear();
  saved.clear();
}

QFuture<Result<QVector<ui::WorkspaceChoice>>> FakeWorkspaces::choices() {
  QVector<ui::WorkspaceChoice> all{
      choice(Kind::System, "persistq", "PersistQ", false), choice(Kind::System, "pixell", "Pixell", false),
      choice(Kind::Blank, "blank", "Blank workspace", false), choice(Kind::Recent, "/home/ada/shop.toml", "Shop", true),
      choice(Kind::Recent, "/home/ada/gone.toml", "gone.toml", false)};
  all.last().problem = QStringLiteral("The file does not exist");
  return QtFuture::makeReadyFuture(Result<QVector<ui::WorkspaceChoice>>(all));
}

QFuture<Result<void>> FakeWorkspaces::open(const QString& id, bool fillWithDemoData) {
  if (refusal) return QtFuture::makeReadyFuture(Result<void>(failure(*refusal)));
  opened << (fillWithDemoData ? id + QStringLiteral(" with demo data") : id);
  return QtFuture::makeReadyFuture(Result<void>());
}

QFuture<Result<ui::ImportPreview>> FakeWorkspaces::previewImport(const ui::ImportRequest& request) {
  ui::ImportPreview preview{request, {}};
  preview.import.variables = {{"DODO_MODE", 1, "mode", "test"},
                              {"DODO_WEBHOOK_SECRET", 2, "secret dodo", "whsec_…3f9a, 38 characters"}};
  preview.import.secrets = {{"dodo", "DODO_WEBHOOK_SECRET", secret, true}};
  return QtFuture::makeReadyFuture(Result<ui::ImportPreview>(preview));
}

QFuture<Result<QString>> FakeWorkspaces::saveImport(const ui::ImportPreview&, const QString& file) {
  if (refusal) return QtFuture::makeReadyFuture(Result<QString>(failure(*refusal)));
  saved << file;
  return QtFuture::makeReadyFuture(Result<QString>(file));
}

}  // namespace billing::test
