#include "ui/bulk/linksdialog.h"

#include <QFormLayout>

#include "operations/links/linkcheck.h"
#include "support/whendone.h"
#include "ui/bulk/linkresult.h"
#include "ui/widgets/errorbanner.h"

namespace billing::ui {

using operations::AdminOrder;
using operations::OrderKind;

operations::RulesContext LinksDialog::rules() const {
  const workspace::Profile& profile = context_.services.profile;
  return {profile.rules, profile.provider, profile.live()};
}

// "key = value", one a line.
static providers::Metadata metadataFrom(const QString& text) {
  providers::Metadata metadata;
  for (const QString& line : text.split(u'\n')) {
    const auto equals = line.indexOf(u'=');
    if (equals < 1) continue;
    metadata[line.left(equals).trimmed().toStdString()] = line.mid(equals + 1).trimmed().toStdString();
  }
  return metadata;
}

AdminOrder LinksDialog::order() const {
  AdminOrder order;
  order.kind = isPortal() ? OrderKind::PortalLink : OrderKind::CheckoutLink;
  order.customer = customer_->text().trimmed().toStdString();
  order.successUrl = returnUrl_->text().trimmed().toStdString();
  order.account = seed_.account.toStdString();
  if (isPortal()) return order;
  // What is typed counts, whichever entry was chosen before.
  const bool listed = product_->itemText(product_->currentIndex()) == product_->currentText();
  const QString product = listed ? product_->currentData().toString() : product_->currentText().trimmed();
  order.product = product.toStdString();
  order.quantity = quantity_->value();
  order.email = email_->text().trimmed().toStdString();
  order.name = name_->text().trimmed().toStdString();
  order.cancelUrl = cancelUrl_->text().trimmed().toStdString();
  order.metadata = metadataFrom(metadata_->toPlainText());
  order.allowDiscountCodes = codes_->isChecked();
  order.trialDays = trial_->value();
  if (rules().rules.packSoldAs(order.product, rules().live) != nullptr) order.recurring = false;
  return order;
}

void LinksDialog::fillSeed() {
  customer_->setText(seed_.customer);
  email_->setText(seed_.email);
  name_->setText(seed_.name);
  if (seed_.portal) kind_->setCurrentIndex(2);
  const BillingRules& sold = context_.services.profile.rules;
  const QString key = QString::fromStdString(sold.metadataAccountKey);
  if (!key.isEmpty()) {
    const bool email = sold.accountKind == AccountKind::Email;
    metadata_->setPlainText(key + QStringLiteral(" = ") + (email ? seed_.email : seed_.account));
  }
  returnUrl_->setText(QString::fromStdString(context_.services.profile.api.successUrl));
}

// Which fields the kind has: a static link knows no customer, a portal nothing but one.
void LinksDialog::showKind() {
  const bool session = !isStatic() && !isPortal();
  for (QWidget* field : {static_cast<QWidget*>(product_), static_cast<QWidget*>(quantity_),
                         static_cast<QWidget*>(email_), static_cast<QWidget*>(name_), static_cast<QWidget*>(metadata_)})
    form_->setRowVisible(field, !isPortal());
  for (QWidget* field :
       {static_cast<QWidget*>(cancelUrl_), static_cast<QWidget*>(codes_), static_cast<QWidget*>(trial_)})
    form_->setRowVisible(field, session);
  form_->setRowVisible(customer_, !isStatic());
  make_->setText(isStatic()   ? tr("&Build the link")
                 : isPortal() ? tr("&Make the portal link")
                              : tr("&Make the session"));
  judge();
}

void LinksDialog::judge() {
  operations::LinkFindings found;
  const AdminOrder asked = order();
  if (isPortal() && asked.customer.empty())
    found.push_back({workspace::Severity::Error, "customer_missing", "customer", "A portal belongs to a customer",
                     "Enter the provider's id of the customer"});
  else if (!isPortal())
    found = operations::checkSession(asked, rules());
  findings_->showFindings(found, tr("Nothing stands against it."));
  const auto* admin = context_.services.admin;
  const bool locked = !isStatic() && admin != nullptr && admin->state().live && admin->state().locked;
  const bool bad = operations::hasErrors(found);
  make_->setEnabled(!bad && !locked && !asking_);
  make_->setToolTip(locked ? tr("Live mode is locked") : bad ? tr("See what stands against it") : QString());
  result_->showLink({});
}

void LinksDialog::make() {
  if (isStatic()) return buildStatic();
  if (context_.services.bulk == nullptr) return;
  asking_ = true;
  make_->setEnabled(false);
  banner_->dismiss();
  whenDone(context_.services.bulk->makeLink(order(), cancel_), this, [this](const Result<operations::MadeLink>& link) {
    asking_ = false;
    make_->setEnabled(true);
    if (link)
      result_->showLink(QString::fromStdString(link->url));
    else
      banner_->showError(link.error());
    Q_EMIT made();
  });
}

void LinksDialog::buildStatic() {
  const auto link = operations::buildStaticLink(order(), rules(), operations::MetadataForm::Underscore);
  if (!link) return banner_->showError(link.error());
  banner_->dismiss();
  result_->showLink(QString::fromStdString(*link));
  Q_EMIT made();
}

void LinksDialog::check() {
  const QString text = link_->text().trimmed();
  if (text.isEmpty()) return checked_->clear();
  checked_->showFindings(operations::checkLink(text.toStdString(), rules()),
                         tr("Nothing is wrong with it: product, mode, quantity, way back and metadata fit this "
                            "workspace."));
}

}  // namespace billing::ui
