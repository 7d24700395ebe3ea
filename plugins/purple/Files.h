// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Files that people send to the account: taken when the host has a place for them, refused in words
// otherwise.
#pragma once

#include "Ties.h"

#include <QObject>

namespace spectrum::purple
{

class Files final : public QObject
{
    Q_OBJECT

public:
    explicit Files(Ties &ties) : m_ties(ties) {}

    // Listens to libpurple for all accounts. Once the core runs.
    static void connectSignals();

    void noteOffered(PurpleXfer *xfer);
    void noteComplete(PurpleXfer *xfer);
    void noteCancelled(PurpleXfer *xfer);

private:
    void refuse(PurpleXfer *xfer, const QString &why);
    [[nodiscard]] QString pathOf(const PurpleXfer *xfer) const;

    Ties &m_ties;
};

} // namespace spectrum::purple
