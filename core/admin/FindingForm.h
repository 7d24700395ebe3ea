// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Findings as JSON: the form in which hosts tell them and programs read them.
#pragma once

#include <spectrum/Examination.h>

#include <QJsonArray>
#include <QJsonObject>

namespace spectrum::core
{

class FindingForm
{
public:
    [[nodiscard]] static QJsonObject write(const Finding &finding);
    [[nodiscard]] static QJsonArray write(const QList<Finding> &findings);
    // What has no verdict and no text is left out.
    [[nodiscard]] static QList<Finding> read(const QJsonArray &findings);
};

} // namespace spectrum::core
