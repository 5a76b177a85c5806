import './nobody.js'
