// In which language and on which paper documents are printed: chosen once, remembered.
#pragma once

#include <QComboBox>
#include <QSettings>
#include <QWidget>

namespace billing::ui {

/// What is saved of an invoice: our document, the receipt of what was paid, or what the provider made.
enum class SavedPaper { Ours, Receipt, Providers };

class DocumentChoices : public QWidget {
  Q_OBJECT
 public:
  explicit DocumentChoices(QSettings& settings, QWidget* parent = nullptr);
  [[nodiscard]] QString language() const;  ///< "de"; empty: that of the desktop
  [[nodiscard]] bool letter() const;
  /// What was chosen last, for those who show no boxes.
  [[nodiscard]] static QString languageOf(const QSettings& settings);
  [[nodiscard]] static bool letterOf(const QSettings& settings);

 Q_SIGNALS:
  void changed();

 private:
  void remember();
  QSettings& settings_;
  QComboBox* language_;
  QComboBox* paper_;
};

}  // namespace billing::ui
