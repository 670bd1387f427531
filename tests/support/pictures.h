// Pictures of what a test has on its screen, for people to look at; only where somebody asked for them.
#pragma once

#include <QDir>
#include <QWidget>

namespace billing::test {

/// The folder that BILLING_PICTURES names; empty: none are wanted.
[[nodiscard]] inline QString pictureFolder() {
  return qEnvironmentVariable("BILLING_PICTURES");
}

inline bool keepPicture(QWidget& subject, const QString& name) {
  const QString folder = pictureFolder();
  return folder.isEmpty() ||
         (QDir().mkpath(folder) && subject.grab().save(QDir(folder).filePath(QString(name + QStringLiteral(".png")))));
}

}  // namespace billing::test
