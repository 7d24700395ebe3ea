// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The registration form (XEP-0077, with a data form of XEP-0004): writes it and reads what was filled in.
#pragma once

#include "../ErrorMap.h"

#include "stream/Element.h"

#include <spectrum/Account.h>
#include <spectrum/FrontendModule.h>

#include <variant>

namespace spectrum::xmpp
{

struct Options;

class RegistrationForm
{
public:
    RegistrationForm(const QList<Field> &fields, const Options &options);

    // The secret is never shown again.
    [[nodiscard]] QByteArray write(const std::optional<AccountSummary> &known) const;
    // Fields that nobody asked for are ignored; a data form wins over plain elements.
    [[nodiscard]] std::variant<Account, StanzaError> read(const Element &query) const;

private:
    [[nodiscard]] QString labelOf(const Field &field) const;
    [[nodiscard]] QString valueOf(const Field &field, const std::optional<AccountSummary> &known) const;

    const QList<Field> m_fields;
    const Options &m_options;
};

} // namespace spectrum::xmpp
