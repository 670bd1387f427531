// Lines and payments of invoices.
#pragma once

#include "sandbox/faces/stripe/desk.h"

namespace billing::sandbox::stripe {

void registerInvoiceLines(Desk& desk);

}  // namespace billing::sandbox::stripe
