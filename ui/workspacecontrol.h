// What the window may do with workspaces: list those that can be opened, open another one in place of this. The
// application gives the real one; the first screen and the window's menu ask it.
#pragma once

#include <QFuture>
#include <QObject>
#include <QString>
#include <QVector>

#include "support/result.h"
#include "workspace/import/envimport.h"

namespace billing::ui {

/// One that can be opened.
struct WorkspaceChoice {
  enum class Kind {
    Demo,    ///< ships with the program, filled with a year of events
    System,  ///< ships with the program: one of the five systems
    Blank,   ///< ships with the program, to begin with
    Recent,  ///< a file that was opened before
  };
  Kind kind = Kind::System;
  QString id;  ///< what open() takes: the id of a shipped one ("persistq"), or a file
  QString name, provider, about;
  bool live = false;
  bool hasDemoData = false;  ///< can be filled with believable data
  bool current = false;      ///< open right now
  QString problem;           ///< why the file cannot be read; empty: it can
};

/// Settings of a team's .env file, to be put into a copy of a shipped workspace.
struct ImportRequest {
  QString envFile;
  QString base;  ///< id of the shipped one that knows the variables: "persistq", "blank"
  QString name;  ///< of the new workspace; empty: the base's
};
struct ImportPreview {
  ImportRequest request;
  workspace::EnvImport import;  ///< its secrets are written by saveImport() and shown to nobody
};

class WorkspaceControl : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  /// Shipped ones first, then files, the last opened first. Reads files, so not on the caller's thread.
  virtual QFuture<Result<QVector<WorkspaceChoice>>> choices() = 0;
  /// Closes what is open and opens the other; on an error everything stays as it is.
  virtual QFuture<Result<void>> open(const QString& id, bool fillWithDemoData) = 0;
  /// Reads the .env file and says what becomes of each variable; writes nothing.
  virtual QFuture<Result<ImportPreview>> previewImport(const ImportRequest& request) = 0;
  /// Writes the profile to `file` and the secrets into the key ring; carries the file. Unavailable "no_key_ring" when
  /// the secrets could not be kept: the profile is written all the same.
  virtual QFuture<Result<QString>> saveImport(const ImportPreview& preview, const QString& file) = 0;
};

}  // namespace billing::ui
