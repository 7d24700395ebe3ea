// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/Backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace spectrum::core
{

using std::chrono::milliseconds;

Backoff::Backoff(milliseconds minimum, milliseconds maximum)
    : m_minimum(std::max(minimum, milliseconds(1))), m_maximum(std::max(maximum, m_minimum))
{
}

milliseconds Backoff::delay(int attempt) const
{
    milliseconds ceiling = m_minimum;
    for (int i = 1; i < attempt && ceiling < m_maximum; ++i)
        ceiling *= 2;
    ceiling = std::min(ceiling, m_maximum);
    const milliseconds floor = ceiling / 2;
    const double share = QRandomGenerator::global()->generateDouble();
    return floor + milliseconds(static_cast<qint64>(static_cast<double>((ceiling - floor).count()) * share));
}

} // namespace spectrum::core
