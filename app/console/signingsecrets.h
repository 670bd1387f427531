// The secrets of the open workspace: asked of the key ring once, then held in memory for verifier and signer.
#pragma once

#include <QFuture>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "ui/consoleservices.h"
#include "workspace/configcheck.h"
#include "workspace/keyring.h"

namespace billing::console {

class WorkspaceSecrets final : public ui::SigningSecrets {
 public:
  WorkspaceSecrets(const workspace::Profile& profile, const Clock& clock) : profile_(profile), clock_(clock) {}

  /// [PATH=]FILE as on the command line, or NAME=FILE with the secret's name ("api"). Such secrets last for this
  /// session.
  [[nodiscard]] Result<void> addFile(const std::string& option);

  void forget() { byName_.clear(); }
  /// Every route, and the local API where it is served, has a secret: the key ring need not be asked.
  [[nodiscard]] bool complete() const {
    return missing().empty() && (!profile_.database.isUsed() || byName_.contains(workspace::kDatabaseSecret));
  }

  /// Asks the key ring for what no file gave. A test workspace without a secret gets a new random one, which is written
  /// back.
  [[nodiscard]] QFuture<Result<void>> load(std::shared_ptr<workspace::KeyRing> ring);

  /// All secrets that a route accepts now.
  [[nodiscard]] workspace::Secrets of(const workspace::WebhookRoute& route) const;
  /// The bearer tokens of the local API that are accepted now.
  [[nodiscard]] workspace::Secrets apiTokens() const;
  /// All that is held now, for comparing.
  [[nodiscard]] std::vector<workspace::KnownSecret> known() const;
  /// They come from a key ring that keeps what it is given, so that one not found there is truly missing.
  [[nodiscard]] bool keptForGood() const;

  [[nodiscard]] QStringList labels(const workspace::WebhookRoute& route) const override;
  [[nodiscard]] Result<workspace::Secret> secret(const workspace::WebhookRoute& route,
                                                 const QString& label) const override;
  QFuture<Result<void>> replace(const workspace::WebhookRoute& route, const QString& text) override;
  /// Of the team's database; empty: none is known, and a server that asks for none is tried.
  [[nodiscard]] std::string databasePassword() const;
  /// The provider's API key; empty: none is known.
  [[nodiscard]] std::string providerKey() const;
  /// Used from now on in place of the one before, and written into the key ring.
  [[nodiscard]] QFuture<Result<void>> keepProviderKey(const std::string& key);
  /// Conflict "key_in_use" when one of these other workspaces (by id) holds the same key.
  [[nodiscard]] QFuture<Result<void>> checkUnshared(const std::string& key, const QStringList& workspaceIds) const;
  /// Writes down that a person puts another secret in place (its name, and how it is shown); it is put in place when
  /// that is on disk.
  using Record = std::function<QFuture<Result<void>>(const std::string& name, const QString& hint)>;
  void recordBy(Record record) { record_ = std::move(record); }
  /// Called after every replacement: the listener takes the new secrets.
  void onReplaced(std::function<void()> callback) { replaced_ = std::move(callback); }

 private:
  /// Of a route or the local API: without it something is refused. The provider's key is only asked for.
  [[nodiscard]] std::set<std::string> needed() const;
  [[nodiscard]] std::set<std::string> missing() const;
  [[nodiscard]] workspace::Secrets named(const std::string& name) const;
  [[nodiscard]] QFuture<Result<void>> loadOne(const std::shared_ptr<workspace::KeyRing>& ring, const std::string& name);

  const workspace::Profile& profile_;
  const Clock& clock_;
  std::shared_ptr<workspace::KeyRing> ring_;
  [[nodiscard]] QFuture<Result<void>> recorded(const std::string& name, const std::string& text,
                                               std::function<QFuture<Result<void>>()> next);
  [[nodiscard]] QFuture<Result<void>> put(const std::string& name, const std::string& text);
  [[nodiscard]] QFuture<Result<void>> putProviderKey(const std::string& key);

  std::function<void()> replaced_;
  Record record_;
  QObject here_;                                      // where answers come to
  std::map<std::string, workspace::Secrets> byName_;  // name as in the profile
};

}  // namespace billing::console
