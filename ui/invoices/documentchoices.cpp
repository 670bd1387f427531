#include "ui/invoices/documentchoices.h"

#include <QHBoxLayout>
#include <QLocale>

#include "reports/documents/documentwords.h"
#include "ui/theme/metrics.h"

namespace billing::ui {
namespace {

const QString kLanguageKey = QStringLiteral("documents/language");
const QString kPaperKey = QStringLiteral("documents/paper");
const QString kLetter = QStringLiteral("letter");

}  // namespace

DocumentChoices::DocumentChoices(QSettings& settings, QWidget* parent)
    : QWidget(parent), settings_(settings), language_(new QComboBox), paper_(new QComboBox) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 2));
  language_->setObjectName(QStringLiteral("documentLanguage"));
  language_->setAccessibleName(tr("Language of the document"));
  language_->addItem(tr("Language of the desktop"), QString());
  for (const QString& one : reports::documentLanguages()) language_->addItem(QLocale(one).nativeLanguageName(), one);
  language_->setCurrentIndex(qMax(0, language_->findData(languageOf(settings))));
  paper_->setObjectName(QStringLiteral("documentPaper"));
  paper_->setAccessibleName(tr("Paper of the document"));
  paper_->addItem(tr("A4"), QStringLiteral("a4"));
  paper_->addItem(tr("Letter"), kLetter);
  paper_->setCurrentIndex(letterOf(settings) ? 1 : 0);
  row->addWidget(language_);
  row->addWidget(paper_);
  for (QComboBox* box : {language_, paper_}) connect(box, &QComboBox::activated, this, &DocumentChoices::remember);
}

QString DocumentChoices::languageOf(const QSettings& settings) {
  return settings.value(kLanguageKey).toString();
}

bool DocumentChoices::letterOf(const QSettings& settings) {
  return settings.value(kPaperKey).toString() == kLetter;
}

QString DocumentChoices::language() const {
  return language_->currentData().toString();
}

bool DocumentChoices::letter() const {
  return paper_->currentData().toString() == kLetter;
}

void DocumentChoices::remember() {
  settings_.setValue(kLanguageKey, language());
  settings_.setValue(kPaperKey, paper_->currentData());
  Q_EMIT changed();
}

}  // namespace billing::ui
