// Does the desktop want dark windows? Asks the settings portal where there is one, else looks at the palette it gave
// us.
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QPalette>

namespace billing::ui {

class DesktopAppearance : public QObject {
  Q_OBJECT
 public:
  DesktopAppearance(const QPalette& desktopPalette, QObject* parent);
  [[nodiscard]] bool prefersDark() const { return dark_; }

 Q_SIGNALS:
  void changed();

 private Q_SLOTS:
  void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

 private:
  void askPortal();
  void take(const QVariant& colorScheme);
  bool dark_;
};

}  // namespace billing::ui
